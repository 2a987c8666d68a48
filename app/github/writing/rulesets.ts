import { z } from 'zod'
import type { RulesetWriter } from '../../enforcement/github-writes.ts'
import { createApiClient, type Octokit } from '../api-client.ts'
import { readFact, statusOf } from '../read-fact.ts'
import { refused } from './refused.ts'

const base = '/orgs/{org}/rulesets'
const listed = z.object({ id: z.number(), name: z.string(), source_type: z.string().optional() })
const made = z.object({ id: z.number() })

/** Rulesets of one organization; GitHub wants the permission to change them also to read them. */
export function createRulesetWriter(octokit: Octokit, org: string, appId: number): RulesetWriter {
  const client = createApiClient(octokit)
  return {
    ownApp: appId,
    find: (name) =>
      readFact("the organization's rulesets", async () => {
        const all = await client.list(`GET ${base}`, { org }, listed)
        // An enterprise's are listed too, and are not the organization's to change.
        return all.find((one) => one.name === name && one.source_type !== 'Enterprise')?.id ?? null
      }),
    read: (id) =>
      readFact("one of the organization's rulesets", async () => {
        try {
          return await client.get(`GET ${base}/{id}`, { org, id }, z.record(z.string(), z.unknown()))
        } catch (error) {
          if (statusOf(error) !== 404) throw error
          // So GitHub answers too where our App may not look: then it does not let the list be read either.
          await octokit.request(`GET ${base}`, { org })
          return null
        }
      }),
    create: async (ruleset) => {
      try {
        return made.parse((await octokit.request(`POST ${base}`, { org, ...ruleset })).data).id
      } catch (error) {
        throw refused(error)
      }
    },
    replace: async (id, ruleset) => {
      try {
        await octokit.request(`PUT ${base}/{id}`, { org, id, ...ruleset })
      } catch (error) {
        throw refused(error)
      }
    },
  }
}
