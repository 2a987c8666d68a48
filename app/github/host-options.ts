import type { Logger } from 'pino'
import type { Mode } from '../../policies/policy-group.ts'
import type { AnswerMemory } from '../enforcement/remembered-answers.ts'
import type { WritePace } from '../enforcement/write-pace.ts'
import type { RequestListener } from './request-listener.ts'

/** An App's identity. */
export interface AppCredentials {
  readonly id: number
  /** PEM */
  readonly privateKey: string
}

export interface HostOptions {
  /** `github.com`, `acme.ghe.com`, `git.acme.example` */
  readonly name: string
  /** `https://api.github.com`, `https://api.acme.ghe.com`, `https://git.acme.example/api/v3` */
  readonly apiUrl: string
  readonly app: AppCredentials & { readonly webhookSecret: string | undefined }
  /** An App of the enterprise's own, installed on the enterprise: it sees which repositories other Apps were given. */
  readonly enforcer?: AppCredentials & { readonly enterprise: string; readonly installationId: number }
  /** Of an organization owner; a risk of its own, so it is only used where somebody chose to. */
  readonly classicToken?: string
  readonly memory: AnswerMemory
  readonly log: Logger
  /** What may be written now. */
  readonly modeOf: () => Mode
  readonly onRequest?: RequestListener
  /** Ends requests that are under way, with its reason. */
  readonly signal?: AbortSignal
  /** Milliseconds that an answer may take. */
  readonly answerMs?: number
  /** Requests of one installation a minute, from this process. */
  readonly requestsPerMinute?: number
  /** At which all processes write; undefined: nothing is written, or by a command that has its own. */
  readonly writePace?: WritePace
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly fetch?: typeof globalThis.fetch
}
