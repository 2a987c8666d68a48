import type { Governance } from './governance.ts'

interface Named {
  /** Our id. */
  readonly id: string
  readonly login: string
  /** `github.com` */
  readonly host: string
}

/**
 * The organization above another one: whose policy its own extends. GitHub knows of none across hosts. Pure.
 * @param among the organizations that may be told of. @returns our id; null: there is none, or it is not among them
 */
export function parentOf(
  child: Named,
  { extends: above }: Pick<Governance['inForce'], 'extends'>,
  among: readonly Named[],
): string | null {
  const [, login = '', host = child.host] = above?.split('/').toReversed() ?? []
  const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
  const found = among.find((one) => isSame(one.login, login) && isSame(one.host, host))
  return found === undefined || found.id === child.id ? null : found.id
}
