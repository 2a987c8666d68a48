import { z } from 'zod'
import type { Octokit } from './api-client.ts'
import { statusOf } from './read-fact.ts'

const account = z.object({ id: z.number(), login: z.string(), type: z.string() })

/** An account of a person on GitHub. */
export interface FoundPerson {
  readonly githubId: number
  /** As they write it. */
  readonly login: string
}

/** @returns undefined: nobody is called so, or it is no person. @throws what may pass by itself */
export async function findPerson(octokit: Octokit, login: string): Promise<FoundPerson | undefined> {
  try {
    const { data } = await octokit.request('GET /users/{username}', { username: login })
    const { id: githubId, login: written, type } = account.parse(data)
    return type === 'User' ? { githubId, login: written } : undefined
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
