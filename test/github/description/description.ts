import { readFileSync } from 'node:fs'
import path from 'node:path'

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
/** What GitHub's own descriptions tell apart; `profiles.ts` makes the finer profiles of them. */
export type DescribedHost = 'cloud' | 'enterprise' | 'serverOldest' | 'serverNewest'
export type JsonSchema = Readonly<Record<string, unknown>>

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  /** The value may hold slashes: GitHub takes them plain, and Octokit sends them as `%2F`. */
  readonly multiSegment?: boolean
  readonly schema: JsonSchema
}

export interface Operation {
  readonly method: Method
  readonly path: string
  /** The page about it, below `https://docs.github.com/rest/`. */
  readonly docs: string
  /** Whether tokens of GitHub Apps may call it at all. */
  readonly apps: boolean
  readonly on: readonly DescribedHost[]
  readonly parameters: readonly Parameter[]
  readonly body?: { readonly required: boolean; readonly schema: JsonSchema | null }
  /** By status; null where the answer has no JSON. */
  readonly responses: Readonly<Record<string, JsonSchema | null>>
}

/** The part of GitHub's description that `build/github-description.ts` keeps. */
export interface Description {
  readonly source: string
  readonly operations: Readonly<Record<string, Operation>>
  /** The schemas of payloads, by `event` or `event.action`. */
  readonly webhooks: Readonly<Record<string, JsonSchema>>
  readonly schemas: Readonly<Record<string, JsonSchema>>
}

const file = path.join(import.meta.dirname, 'github.generated.json')

export const description: Description = JSON.parse(readFileSync(file, 'utf8'))
