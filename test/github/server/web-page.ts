import type { User } from '../world/entities.ts'
import type { Reply } from './reply.ts'

/** What a person's browser does on the website: signing in for an App, and registering one from a manifest. */
export interface Browser {
  /** Who is signed in; nobody may be. */
  user: User | undefined
}

/** Of a request, in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>

export const page = (status: number, text: string): Reply => ({
  status,
  bytes: { type: 'text/html; charset=utf-8', content: Buffer.from(text) },
})

export const redirect = (location: string): Reply => ({ status: 302, headers: { location } })
