import { readFile } from 'node:fs/promises'
import { AppError } from '../scanner/errors.ts'
import type { Config } from './config.ts'
import { type AppCredentials, readCredentials } from './credentials.ts'
import { findCredentials, type FoundCredentials } from './find-credentials.ts'
import type { ClientCredentials } from './github/sign-in/options.ts'
import { hostNameOf } from './github/web-address.ts'
import type { HostEntry } from './hosts-file.ts'

/** What we prove ourselves with on one GitHub host. */
export interface HostCredentials {
  readonly app: AppCredentials
  /** With which people sign in there; undefined: nobody can. */
  readonly signIn: ClientCredentials | undefined
  readonly enterpriseApp: Config['enterpriseApp']
  readonly classicToken: string | undefined
}

/** A GitHub host of this deployment. */
export interface DeployedHost {
  /** `github.com`, `acme.ghe.com`, `git.acme.example`; policies and records know it by this name. */
  readonly name: string
  readonly apiUrl: string
  readonly usesClassicToken: boolean
  /** Reads files anew each time: what is wrong may be put right while the process runs. @throws AppError `invalid-configuration` */
  readonly readCredentials: () => Promise<HostCredentials>
}

/**
 * The GitHub hosts of this deployment: those of `GITHUB_HOSTS_FILE`, else the one of the environment or of the set-up.
 * @returns undefined where the one host's App is still to be made
 * @throws AppError `invalid-configuration`
 */
export async function findHosts(config: Config): Promise<readonly DeployedHost[] | undefined> {
  if (config.hosts) return config.hosts.map((entry) => deployed(entry, config))
  const found = await findCredentials(config)
  if (found === undefined) return undefined
  const { githubApiUrl: apiUrl, enterpriseApp, classicToken } = config
  return [
    {
      name: hostNameOf(apiUrl),
      apiUrl,
      usesClassicToken: classicToken !== undefined,
      readCredentials: async () => ({ ...found, enterpriseApp, classicToken }),
    },
  ]
}

const deployed = (entry: HostEntry, config: Config): DeployedHost => ({
  name: entry.name,
  apiUrl: entry.apiUrl,
  usesClassicToken: entry.classicTokenFile !== undefined,
  readCredentials: async () => ({
    ...(await readApp(entry, config)),
    enterpriseApp: await readEnterpriseApp(entry),
    classicToken:
      entry.classicTokenFile === undefined
        ? undefined
        : await readSecret(entry, 'classicTokenFile', entry.classicTokenFile, (text) => text.length >= 20),
  }),
})

async function readApp({ app, ...entry }: HostEntry, { dataFolder }: Config): Promise<FoundCredentials> {
  if (app === undefined) return readMadeApp(entry, dataFolder)
  const { id, client } = app
  const privateKey = await readSecret(entry, 'app.privateKeyFile', app.privateKeyFile, isKey)
  const webhookSecret =
    app.webhookSecretFile === undefined
      ? undefined
      : await readSecret(entry, 'app.webhookSecretFile', app.webhookSecretFile, isLong)
  return {
    app: { id, privateKey, webhookSecret },
    signIn: client && {
      clientId: client.id,
      clientSecret: await readSecret(entry, 'app.client.secretFile', client.secretFile, isLong),
    },
  }
}

const shortestSecret = 16
const isLong = (text: string): boolean => text.length >= shortestSecret
const isKey = (text: string): boolean => text.includes('PRIVATE KEY')

/** The App that the set-up made, before there was a file of hosts. */
async function readMadeApp(
  { name, apiUrl }: Pick<HostEntry, 'name' | 'apiUrl'>,
  dataFolder: string,
): Promise<FoundCredentials> {
  const kept = await readCredentials(dataFolder, apiUrl)
  if (kept) {
    const { id, privateKey, webhookSecret, clientId, clientSecret } = kept
    return {
      app: { id, privateKey, webhookSecret: webhookSecret ?? undefined },
      signIn: { clientId, clientSecret },
    }
  }
  throw new AppError(
    'invalid-configuration',
    `GITHUB_HOSTS_FILE, ${name}: it names no app, and the set-up made none there.`,
  )
}

async function readEnterpriseApp(entry: HostEntry): Promise<HostCredentials['enterpriseApp']> {
  if (entry.enterpriseApp === undefined) return undefined
  const { privateKeyFile, ...app } = entry.enterpriseApp
  return {
    ...app,
    privateKey: await readSecret(entry, 'enterpriseApp.privateKeyFile', privateKeyFile, isKey),
  }
}

/** @throws AppError `invalid-configuration`; it names host, setting and file, and nothing of what is in the file */
async function readSecret(
  { name }: Pick<HostEntry, 'name'>,
  setting: string,
  file: string,
  isGood: (text: string) => boolean,
): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const where = `GITHUB_HOSTS_FILE, ${name}, ${setting}: ${file}`
  if (text === undefined) throw new AppError('invalid-configuration', `${where} cannot be read.`)
  if (isGood(text.trimEnd())) return text.trimEnd()
  throw new AppError('invalid-configuration', `${where} does not hold what it should.`)
}
