import { type Octokit, type Place, statusOf } from '../github.ts'
import type { Standing } from './decide-answer.ts'
import { administrators } from './who-decides.ts'

/**
 * Whether somebody is one of those who may decide, as GitHub says at this moment. One that is certain is enough; else one that cannot be
 * read leaves it open.
 * @param names `@login`, `organization/team` or `administrators`
 */
export async function readStanding(
  octokit: Octokit,
  place: Place,
  login: string,
  names: readonly string[],
): Promise<Standing> {
  const all: Standing[] = []
  for (const name of names) {
    const one = await readOne(octokit, place, login, name)
    if (one === 'yes') return 'yes'
    all.push(one)
  }
  return all.includes('unknown') ? 'unknown' : 'no'
}

async function readOne(octokit: Octokit, place: Place, login: string, name: string): Promise<Standing> {
  if (name.startsWith('@')) return name.slice(1).toLowerCase() === login.toLowerCase() ? 'yes' : 'no'
  if (name === administrators) return readAdministrator(octokit, place, login)
  const [org = '', slug = ''] = name.split('/')
  return readMember(octokit, { org, team_slug: slug }, login)
}

async function readAdministrator(
  octokit: Octokit,
  { owner, repo }: Place,
  username: string,
): Promise<Standing> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username })
    return data.permission === 'admin' ? 'yes' : 'no'
  } catch (error) {
    return unreadable(error)
  }
}

async function readMember(
  octokit: Octokit,
  team: { readonly org: string; readonly team_slug: string },
  username: string,
): Promise<Standing> {
  try {
    const { data } = await octokit.rest.teams.getMembershipForUserInOrg({ ...team, username })
    // Who was invited and has not accepted is no member.
    return data.state === 'active' ? 'yes' : 'no'
  } catch (error) {
    if (statusOf(error) !== 404) return unreadable(error)
  }
  try {
    // GitHub says the same of who is no member and to whom may not know the team.
    await octokit.rest.teams.getByName(team)
    return 'no'
  } catch (error) {
    return unreadable(error)
  }
}

/** @throws what is no answer of GitHub's about this */
function unreadable(error: unknown): Standing {
  if ([401, 403, 404].includes(statusOf(error) ?? 0)) return 'unknown'
  throw error
}
