/** One request that was answered, for metrics. */
export interface AnsweredRequest {
  /** GitHub's template with method, `GET /repositories/{id}/keys`; ids and names are not in it. */
  readonly operation: string
  /** 0: there was no answer. */
  readonly status: number
  /** Whether it counted against the hourly limit, as far as can be told: what did not change is free. */
  readonly isCharged: boolean
  readonly milliseconds: number
}

export type RequestListener = (request: AnsweredRequest) => void

/** Parts of paths that GitHub's interface itself consists of; everything else is somebody's name, id or file. */
const words: ReadonlySet<string> = new Set(
  `access_tokens actions agents alerts app apps attempts blobs branches coding-agent codespaces collaborators contents copilot
   deliveries dependabot enterprises git graphql hook installation installations keys locations organizations orgs permissions
   personal-access-token-requests personal-access-tokens properties protection repos repositories rules secret-scanning secrets
   user values variables`.split(/\s+/),
)

/** `GET /repositories/17/keys` → `GET /repositories/{}/keys`: few, and without names. */
export const operationOf = (method: string, path: string): string =>
  `${method} ${path
    .split('/')
    .map((part) => (part === '' || words.has(part) ? part : '{}'))
    .join('/')}`
