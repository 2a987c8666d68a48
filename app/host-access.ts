import type { DeployedHost, HostCredentials } from './hosts.ts'

/** A host with the credentials that were read for it last. */
export interface HostAccess {
  readonly host: DeployedHost
  /** undefined: they could not be read yet. */
  readonly current: () => HostCredentials | undefined
  /** Reads them anew. @throws AppError `invalid-configuration`; what was read before stays current */
  readonly read: () => Promise<HostCredentials>
}

/** @param addSecret makes a secret known to the log */
export function accessTo(host: DeployedHost, addSecret: (secret: string) => void): HostAccess {
  let current: HostCredentials | undefined
  return {
    host,
    current: () => current,
    read: async () => {
      const read = await host.readCredentials()
      for (const secret of secretsIn(read)) addSecret(secret)
      current = read
      return read
    },
  }
}

const secretsIn = ({ app, signIn, enterpriseApp, classicToken }: HostCredentials): readonly string[] =>
  [app.privateKey, app.webhookSecret, signIn?.clientSecret, enterpriseApp?.privateKey, classicToken].filter(
    (secret) => secret !== undefined,
  )

/**
 * Reads the credentials of all hosts. One that has none that can be used does not keep the others from working.
 * @param onProblem hears of each that has none
 * @throws AppError `invalid-configuration` where no host is left
 */
export async function readAllCredentials(
  hosts: readonly HostAccess[],
  onProblem: (host: string, error: unknown) => void,
): Promise<void> {
  const errors: unknown[] = []
  for (const { host, read } of hosts) {
    try {
      await read()
    } catch (error) {
      errors.push(error)
      if (errors.length === hosts.length) throw errors[0]
      onProblem(host.name, error)
    }
  }
}
