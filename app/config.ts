import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Mode, modes } from '../policies/policy-group.ts'
import { AppError } from '../scanner/errors.ts'
import type { ClientCredentials } from './github/sign-in/options.ts'
import { isResolver } from './domains/resolvers.ts'
import { type HostEntry, readHostsFile } from './hosts-file.ts'
import { isRange } from './notifications/channels/allowed-addresses.ts'
import type { NetworkSettings } from './network/route.ts'
import { type NotificationSettings, readNotificationSettings } from './notifications/read-settings.ts'
import { usualWaits, type Waits } from './waits.ts'

/** One setting, as a person who runs Gatehouse meets it. */
export interface Setting {
  /** Completes "What it is:". */
  readonly description: string
  readonly schema: z.ZodType
  /** It may also be given as the name of a file that holds it: `NAME_FILE`. */
  readonly isSecret?: true
}

const port = z.coerce.number().int().min(0).max(65_535)
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const httpUrl = z.url({ protocol: /^https?$/ })
const ranges = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .refine(
    (all) => all.every(isRange),
    'write addresses or ranges such as 10.1.0.0/16, with commas between them',
  )

/** Every setting; docs/configuration.md is made from it. */
export const settings = {
  DATABASE_URL: {
    description: 'A PostgreSQL 15 or newer. Without it Gatehouse starts its own in `DATA_FOLDER`.',
    schema: z.string().startsWith('postgres').optional(),
    isSecret: true,
  },
  DATABASE_MIGRATOR_URL: {
    description:
      'The same database for a role that owns its tables. With it `DATABASE_URL` may be a role that only adds to the audit log; `gatehouse migrate` grants it what it needs.',
    schema: z.string().startsWith('postgres').optional(),
    isSecret: true,
  },
  SEAL_KEY: {
    description:
      'The key that seals secrets in the database: 32 bytes in base64 or hex. To change it, put the new one first and keep the old one after a comma. Without it one is made in `DATA_FOLDER`, in the file `seal-key`.',
    schema: z.string().min(1).optional(),
    isSecret: true,
  },
  KEY_SERVICE_URL: {
    description:
      'A key of the transit engine of HashiCorp Vault or OpenBao that wraps the keys that seal secrets, and never leaves it: `https://vault.acme.example/v1/transit/keys/gatehouse`. What `SEAL_KEY` or `DATA_FOLDER` sealed before still opens; docs/data-protection.md says more.',
    schema: z
      .url({ protocol: /^https?$/ })
      .regex(/\/keys\/[\w-]+$/, 'the address of a key: it ends with /keys/ and its name')
      .optional(),
  },
  KEY_SERVICE_TOKEN: {
    description:
      'A token that may encrypt and decrypt with that key. Where it is given as a file, it is read anew each time, so that it may be renewed.',
    schema: z.string().min(1).optional(),
    isSecret: true,
  },
  DATA_FOLDER: {
    description: 'Where Gatehouse keeps its own database and its clones.',
    schema: z.string().min(1).default('data'),
  },
  HOST: { description: 'The address to listen on.', schema: z.string().min(1).default('127.0.0.1') },
  PORT: { description: 'The port to listen on.', schema: port.default(3000) },
  PUBLIC_URL: {
    description:
      'Where people and GitHub reach Gatehouse. Without it webhooks are not expected and GitHub is polled.',
    schema: httpUrl.optional(),
  },
  GITHUB_API_URL: {
    description: 'The API of the GitHub host: of GitHub Enterprise Server `https://<host>/api/v3`.',
    schema: httpUrl.default('https://api.github.com'),
  },
  GITHUB_APP_ID: {
    description:
      'The id of the GitHub App. Without it the App that the set-up made is taken from `DATA_FOLDER`, and where there is none, the set-up opens.',
    schema: z.coerce.number().int().positive().optional(),
  },
  GITHUB_PRIVATE_KEY: {
    description: 'The private key of the GitHub App, as GitHub gave it.',
    schema: z.string().includes('PRIVATE KEY').optional(),
    isSecret: true,
  },
  GITHUB_WEBHOOK_SECRET: {
    description: 'The secret that GitHub signs webhooks with; at least 16 characters.',
    schema: z.string().min(16).optional(),
    isSecret: true,
  },
  GITHUB_CLIENT_ID: {
    description:
      'The client id of the GitHub App, with which people sign in to the console. Of an App that the set-up made it is known; without it nobody can sign in.',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/, 'a client id, as the page of the App shows it')
      .optional(),
  },
  GITHUB_CLIENT_SECRET: {
    description: 'A client secret of the GitHub App. It belongs to `GITHUB_CLIENT_ID`.',
    schema: z.string().min(16).optional(),
    isSecret: true,
  },
  GITHUB_HOSTS_FILE: {
    description:
      'A YAML file that names several GitHub hosts, each with its App, instead of the settings `GITHUB_…` and `ENTERPRISE…` of a single one; docs/running.md shows it.',
    schema: z.string().min(1).optional(),
  },
  MODE: {
    description:
      'What Gatehouse may do on GitHub at most, whatever policies say: only look (`observe`), also tell people (`notify`), or also change access (`enforce`).',
    schema: z.enum(modes).default('observe'),
  },
  WRITES_PER_MINUTE: {
    description:
      'How many changes are made on GitHub in a minute at most, by one installation or token, by all processes together. GitHub asks for no more than 80; an Enterprise Server may let more pass.',
    schema: z.coerce.number().int().min(1).max(100_000).default(80),
  },
  CONTENT_PER_HOUR: {
    description:
      'How many issues, comments, pull requests and the like are made in an hour at most. GitHub asks for no more than 500.',
    schema: z.coerce.number().int().min(1).max(1_000_000).default(500),
  },
  HTTPS_PROXY: {
    description:
      'The proxy by which other machines are reached: GitHub, git, identity providers, mail and notifications. It may have a name and a password: `http://name:password@proxy.acme.example:3128`. It has to let `CONNECT` through.',
    schema: httpUrl.optional(),
    isSecret: true,
  },
  NO_PROXY: {
    description:
      'Hosts that are reached directly all the same, with commas between them: `git.acme.example, .intern.acme.example, 10.0.0.7`. A point at the begin means every host below.',
    schema: z.string().default(''),
  },
  CA_FILE: {
    description:
      'A file with certificates in PEM of your own authorities. They are believed besides those that Node knows, by everything that reaches other machines, git among it.',
    schema: z.string().min(1).optional(),
  },
  METRICS_PORT: {
    description: 'The port for `/metrics`, `/healthz` and `/readyz`. Without it there is no `/metrics`.',
    schema: port.optional(),
  },
  METRICS_HOST: {
    description:
      'The address that `METRICS_PORT` is on. Metrics name organizations: keep it inside your network.',
    schema: z.string().min(1).default('127.0.0.1'),
  },
  LOG_LEVEL: {
    description: 'How much is logged.',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  },
  SWEEP_MINUTES: {
    description:
      'Minutes from one look at everything to the next. What changed meanwhile and was not told of is seen then.',
    schema: z.coerce.number().int().min(1).max(10_080).default(60),
  },
  ANCHOR_REPOSITORY: {
    description:
      'The address or the path of a git repository in which the newest heads of the audit log are kept, once a day, by a signed tag. It needs `ANCHOR_KEY`.',
    schema: z.string().min(1).optional(),
    isSecret: true,
  },
  ANCHOR_KEY: {
    description:
      'The path of a private SSH key that signs these tags, and by which git comes in where the address is one of SSH.',
    schema: z.string().min(1).optional(),
  },
  WATCH_SECONDS: {
    description:
      "Seconds from one look at which repositories assistants' Apps were given to the next, where connections are enforced: GitHub tells nobody when that changes.",
    schema: z.coerce.number().int().min(1).max(86_400).default(120),
  },
  POLICY_REPOSITORY: {
    description:
      'The name of the private repository in each organization that holds its policy, in `gatehouse.yml`.',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,100}$/, 'a name without the owner')
      .default('gatehouse'),
  },
  SCAN: {
    description:
      'Whose content is scanned: of repositories that an assistant reaches or may reach (`reachable`), or of `all`.',
    schema: z.enum(['reachable', 'all']).default('reachable'),
  },
  SCAN_CACHE_GIGABYTES: {
    description:
      'About how much of the disk the clones in `DATA_FOLDER` may take. What was not used for longest goes first.',
    schema: z.coerce.number().min(0.1).max(100_000).default(20),
  },
  SCAN_LARGEST_GIGABYTES: {
    description: 'A repository that is larger is not scanned, and is shown as not scanned.',
    schema: z.coerce.number().min(0.01).max(1000).default(10),
  },
  SCAN_MINUTES: {
    description:
      'How long fetching and scanning one repository may take. What takes longer is shown as not scanned.',
    schema: z.coerce.number().min(0.1).max(1440).default(30),
  },
  SCANNERS: {
    description: 'How many repositories are scanned at a time.',
    schema: z.coerce.number().int().min(1).max(64).default(1),
  },
  SCAN_THREADS: {
    description: 'Threads that all scans of this process share.',
    schema: z.coerce.number().int().min(1).max(256).default(2),
  },
  ENTERPRISE_APP_ID: {
    description:
      'The id of the App that your enterprise owns and has installed on itself. It tells which repositories an App was given to, for which `Enterprise organization installation repositories: read` is enough; to change that, it needs `write`, and `Enterprise organization installations: read`.',
    schema: z.coerce.number().int().positive().optional(),
  },
  ENTERPRISE_APP_PRIVATE_KEY: {
    description: 'Its private key.',
    schema: z.string().includes('PRIVATE KEY').optional(),
    isSecret: true,
  },
  ENTERPRISE_APP_INSTALLATION_ID: {
    description: 'The id of its installation on the enterprise.',
    schema: z.coerce.number().int().positive().optional(),
  },
  ENTERPRISE: {
    description: 'The slug of the enterprise.',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,60}$/, 'a slug, as in the address of the enterprise')
      .optional(),
  },
  GITHUB_CLASSIC_TOKEN: {
    description:
      'A classic token of an organization owner, for plans on which nobody else is told which repositories an App was given to. It can do far more than that, and Gatehouse reports it as a finding: state the list with `gatehouse attest` instead where you can.',
    schema: z.string().min(20).optional(),
    isSecret: true,
  },
  WORKERS: {
    description: 'How many repositories and organizations are worked on at a time.',
    schema: z.coerce.number().int().min(1).max(64).default(4),
  },
  NOTIFICATIONS_FILE: {
    description:
      'A YAML file that says who is told of what, by mail, Slack, Microsoft Teams, webhooks or tickets; docs/notifications.md shows it.',
    schema: z.string().min(1).optional(),
  },
  NOTIFY_PRIVATE_ADDRESSES: {
    description:
      'Private addresses that `NOTIFICATIONS_FILE` may lead to all the same, as ranges with commas between them: `10.1.0.0/16, 192.168.7.3`. What is sent without encryption goes to these alone.',
    schema: ranges,
  },
  SIEM_PRIVATE_ADDRESSES: {
    description:
      'Private addresses to which owners may have the audit log sent (docs/siem.md), as ranges with commas between them: `10.1.0.0/16, 192.168.7.3`. What is sent without encryption goes to these alone.',
    schema: ranges,
  },
  CLAUDE_API_URL: {
    description:
      "Where Claude's Compliance API is, which Claude's side is read from once an owner has entered a key.",
    schema: httpUrl.default('https://api.anthropic.com'),
  },
  DNS_RESOLVERS: {
    description:
      'DNS servers that are asked for records of domains, with commas between them: addresses, with a port where it is not 53, or `system` for those of this machine. Several, because what one of them has kept may be old.',
    schema: z
      .string()
      .default('system, 1.1.1.1, 8.8.8.8, 9.9.9.9')
      .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
      .refine(
        (servers) => servers.length > 0 && servers.every(isResolver),
        'write addresses such as 1.1.1.1 or [2001:db8::1]:53, or `system`, with commas between them',
      ),
  },
  WORK_ONLY: {
    description: 'Whether this process only works through the queue and serves no page and no webhook.',
    schema: flag.default(false),
  },
} as const satisfies Record<string, Setting>

/** What this process was started with; nothing else reads it. */
export const environment: Readonly<Record<string, string | undefined>> = process.env

type Values = { readonly [Name in keyof typeof settings]: z.output<(typeof settings)[Name]['schema']> }

/** The settings of one process, resolved: defaults applied, files read, nothing of the environment left. */
export interface Config {
  readonly database: { readonly connectionString: string } | { readonly folder: string }
  /** A role that owns the tables; undefined: the database's own role does all. */
  readonly migrator: { readonly connectionString: string } | undefined
  readonly dataFolder: string
  /** Read by `readSealKeys`; undefined: a file in the data folder. */
  readonly sealKey: string | undefined
  /** Where it is read from, and read anew when it changes; undefined: `sealKey` says it, or the data folder. */
  readonly sealKeyFile: string | undefined
  /** What wraps the keys that seal; undefined: the key above. */
  readonly keyService: { readonly url: string; readonly token: () => string } | undefined
  readonly listen: { readonly host: string; readonly port: number }
  /** undefined: no metrics. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  readonly publicUrl: string | undefined
  /** Of `GITHUB_HOSTS_FILE`; undefined: one host, that of the settings below. */
  readonly hosts: readonly HostEntry[] | undefined
  readonly githubApiUrl: string
  /** undefined: set-up. */
  readonly app:
    | { readonly id: number; readonly privateKey: string; readonly webhookSecret: string | undefined }
    | undefined
  /** Also where the App itself was made by the set-up. */
  readonly webhookSecret: string | undefined
  /** With which people sign in; undefined: with what the set-up kept, if it did. */
  readonly signIn: ClientCredentials | undefined
  /** How other machines are reached. */
  readonly network: NetworkSettings
  readonly logLevel: Values['LOG_LEVEL']
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  /** At which GitHub is written to. */
  readonly writeLimits: { readonly perMinute: number; readonly contentPerHour: number }
  readonly workers: number
  readonly workOnly: boolean
  readonly sweepMinutes: number
  /** Where the heads of the audit log are kept elsewhere; undefined: nowhere. */
  readonly anchoring: { readonly repository: string; readonly keyFile: string } | undefined
  readonly waits: Waits
  readonly watchSeconds: number
  readonly policyRepository: string
  readonly scan: {
    readonly scope: Values['SCAN']
    readonly cacheBytes: number
    readonly mostBytes: number
    readonly mostSeconds: number
    /** Repositories at a time. */
    readonly atATime: number
    readonly threads: number
  }
  /** An App of the enterprise's own, installed on the enterprise. */
  readonly enterpriseApp:
    | {
        readonly id: number
        readonly privateKey: string
        readonly installationId: number
        readonly enterprise: string
      }
    | undefined
  readonly classicToken: string | undefined
  readonly claudeApiUrl: string
  /** Each as `app/domains` takes it. */
  readonly dnsResolvers: readonly string[]
  /** Of `NOTIFICATIONS_FILE`; undefined: nobody is told but on GitHub. */
  readonly notifications:
    | (NotificationSettings & { readonly privateAddresses: readonly string[] })
    | undefined
  /** Private addresses to which the audit log may be sent. */
  readonly siemPrivateAddresses: readonly string[]
}

/**
 * Reads the settings.
 * @param variables those of the environment
 * @throws AppError `invalid-configuration`, which names every setting that is wrong, and never its value
 */
export function readConfig(
  variables: Readonly<Record<string, string | undefined>> = environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const given = valueOf(name, setting, variables, readFile)
    const parsed = 'problem' in given ? undefined : setting.schema.safeParse(given.value)
    if ('problem' in given) problems.push(given.problem)
    else if (parsed?.success === true) values[name] = parsed.data
    else problems.push(`${name}: ${parsed?.error?.issues[0]?.message ?? 'not valid'}`)
  }
  if (problems.length > 0) {
    throw new AppError('invalid-configuration', `The configuration is not valid.\n${problems.join('\n')}`)
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- every setting was parsed by its own schema just now
  const read = values as Values
  const { GITHUB_HOSTS_FILE: hostsFile, NOTIFICATIONS_FILE: notificationsFile } = read
  const notifications =
    notificationsFile === undefined
      ? undefined
      : {
          ...readNotificationSettings(notificationsFile, { readFile, variables }),
          privateAddresses: read.NOTIFY_PRIVATE_ADDRESSES,
        }
  const files = {
    sealKey: variables['SEAL_KEY_FILE'] || undefined,
    keyToken: variables['KEY_SERVICE_TOKEN_FILE'],
    readFile,
  }
  if (hostsFile === undefined) return resolve(read, undefined, notifications, files)
  refuseSingleHost(variables)
  return resolve(read, readHostsFile(hostsFile, readFile), notifications, files)
}

/**
 * Every secret that the settings hold, in each form in which it may be met: whole, each of several after commas, the password of an
 * address as it is written and as it is meant. For the log, which is to know them before anything else happens.
 */
export function secretsIn(
  variables: Readonly<Record<string, string | undefined>> = environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): readonly string[] {
  return Object.entries<Setting>(settings).flatMap(([name, setting]) => {
    const given = setting.isSecret === true ? valueOf(name, setting, variables, readFile) : undefined
    return given === undefined || 'problem' in given || given.value === undefined ? [] : formsOf(given.value)
  })
}

function formsOf(secret: string): readonly string[] {
  const password = URL.canParse(secret) ? new URL(secret).password : ''
  const forms = [secret, ...secret.split(',').map((part) => part.trim()), password, plain(password)]
  return [...new Set(forms)].filter((form) => form !== '')
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // No escapes then, but a plain percent sign.
    return text
  }
}

const ofSingleHost = /^(?:GITHUB_(?!HOSTS)|ENTERPRISE)/

/** Settings of a single host beside the file that names several would be taken for one more of them. */
function refuseSingleHost(variables: Readonly<Record<string, string | undefined>>): void {
  const both = Object.keys(settings)
    .flatMap((name) => (ofSingleHost.test(name) ? [name, `${name}_FILE`] : []))
    .filter((name) => Boolean(variables[name]))
  if (both.length === 0) return
  throw new AppError(
    'invalid-configuration',
    `GITHUB_HOSTS_FILE names every host with its App, and these are set too: ${both.join(', ')}.`,
    { todo: 'Keep one of both: move what they say into the file, or leave the file out.' },
  )
}

/** Other programs read these in small letters, and many set only those. */
const hasTwoSpellings: ReadonlySet<string> = new Set(['HTTPS_PROXY', 'NO_PROXY'])

type Given = { readonly value: string | undefined } | { readonly problem: string }

function valueOf(
  name: string,
  { isSecret }: Setting,
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Given {
  // An empty variable is one that somebody meant to leave out.
  const value =
    environment[name] || (hasTwoSpellings.has(name) && environment[name.toLowerCase()]) || undefined
  const file = isSecret === true ? environment[`${name}_FILE`] || undefined : undefined
  if (file === undefined) return { value }
  if (value !== undefined) return { problem: `${name} and ${name}_FILE are both set; keep one` }
  try {
    return { value: readFile(file).trimEnd() }
  } catch {
    // The reason would name nothing that the person doesn't see: the file is not there, or not for this account.
    return { problem: `${name}_FILE: ${file} cannot be read` }
  }
}

/** Secrets that are read anew while the process runs. */
interface FollowedFiles {
  readonly sealKey: string | undefined
  readonly keyToken: string | undefined
  readonly readFile: (path: string) => string
}

function keyServiceOf(values: Values, { keyToken, readFile }: FollowedFiles): Config['keyService'] {
  const { KEY_SERVICE_URL: url, KEY_SERVICE_TOKEN: token } = values
  if ((url === undefined) !== (token === undefined))
    throw new AppError(
      'invalid-configuration',
      'KEY_SERVICE_URL and KEY_SERVICE_TOKEN belong together: only one of them is set.',
    )
  if (url === undefined || token === undefined) return undefined
  return { url, token: () => (keyToken ? readFile(keyToken).trim() : token) }
}

function resolve(
  values: Values,
  hosts: Config['hosts'],
  notifications: Config['notifications'],
  files: FollowedFiles,
): Config {
  const { GITHUB_APP_ID: id, GITHUB_PRIVATE_KEY: privateKey, GITHUB_WEBHOOK_SECRET: webhookSecret } = values
  if ((id === undefined) !== (privateKey === undefined)) {
    throw new AppError(
      'invalid-configuration',
      'GITHUB_APP_ID and GITHUB_PRIVATE_KEY belong together: only one of them is set.',
    )
  }
  if (values.DATABASE_MIGRATOR_URL !== undefined && values.DATABASE_URL === undefined) {
    throw new AppError(
      'invalid-configuration',
      'DATABASE_MIGRATOR_URL belongs to DATABASE_URL, which is not set.',
    )
  }
  if (
    id !== undefined &&
    values.PUBLIC_URL !== undefined &&
    webhookSecret === undefined &&
    !values.WORK_ONLY
  ) {
    throw new AppError(
      'invalid-configuration',
      'With PUBLIC_URL webhooks are expected, and GITHUB_WEBHOOK_SECRET must be set: there is no default.',
    )
  }
  return Object.freeze({
    database:
      values.DATABASE_URL === undefined
        ? { folder: values.DATA_FOLDER }
        : { connectionString: values.DATABASE_URL },
    migrator:
      values.DATABASE_MIGRATOR_URL === undefined
        ? undefined
        : { connectionString: values.DATABASE_MIGRATOR_URL },
    dataFolder: values.DATA_FOLDER,
    sealKey: values.SEAL_KEY,
    sealKeyFile: files.sealKey,
    network: { proxy: values.HTTPS_PROXY, noProxy: values.NO_PROXY, caFile: values.CA_FILE },
    keyService: keyServiceOf(values, files),
    siemPrivateAddresses: values.SIEM_PRIVATE_ADDRESSES,
    listen: { host: values.HOST, port: values.PORT },
    metrics:
      values.METRICS_PORT === undefined
        ? undefined
        : { host: values.METRICS_HOST, port: values.METRICS_PORT },
    publicUrl: values.PUBLIC_URL,
    hosts,
    githubApiUrl: values.GITHUB_API_URL,
    app: id === undefined || privateKey === undefined ? undefined : { id, privateKey, webhookSecret },
    webhookSecret,
    signIn: signInOf(values),
    logLevel: values.LOG_LEVEL,
    ceiling: values.MODE,
    writeLimits: { perMinute: values.WRITES_PER_MINUTE, contentPerHour: values.CONTENT_PER_HOUR },
    workers: values.WORKERS,
    workOnly: values.WORK_ONLY,
    sweepMinutes: values.SWEEP_MINUTES,
    anchoring: anchoringOf(values),
    waits: usualWaits,
    watchSeconds: values.WATCH_SECONDS,
    policyRepository: values.POLICY_REPOSITORY,
    scan: {
      scope: values.SCAN,
      cacheBytes: values.SCAN_CACHE_GIGABYTES * gigabyte,
      mostBytes: values.SCAN_LARGEST_GIGABYTES * gigabyte,
      mostSeconds: values.SCAN_MINUTES * 60,
      atATime: values.SCANNERS,
      threads: values.SCAN_THREADS,
    },
    enterpriseApp: enterpriseAppOf(values),
    classicToken: values.GITHUB_CLASSIC_TOKEN,
    claudeApiUrl: values.CLAUDE_API_URL.replace(/\/+$/, ''),
    dnsResolvers: values.DNS_RESOLVERS,
    notifications,
  })
}

const gigabyte = 1024 ** 3

/** Both of its settings, or none. */
function signInOf(values: Values): Config['signIn'] {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = values
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret }
  if (clientId === undefined && clientSecret === undefined) return undefined
  throw new AppError(
    'invalid-configuration',
    'GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET belong together: only one of them is set.',
  )
}

/** Both of its settings, or none: half of them would look like an anchor that there is not. */
function anchoringOf({ ANCHOR_REPOSITORY: repository, ANCHOR_KEY: keyFile }: Values): Config['anchoring'] {
  if (repository !== undefined && keyFile !== undefined) return { repository, keyFile }
  if (repository === undefined && keyFile === undefined) return undefined
  throw new AppError(
    'invalid-configuration',
    'ANCHOR_REPOSITORY and ANCHOR_KEY belong together: only one of them is set.',
  )
}

/** All of its four settings, or none. */
function enterpriseAppOf(values: Values): Config['enterpriseApp'] {
  const { ENTERPRISE_APP_ID: id, ENTERPRISE_APP_PRIVATE_KEY: privateKey, ENTERPRISE: enterprise } = values
  const installationId = values.ENTERPRISE_APP_INSTALLATION_ID
  if (
    id !== undefined &&
    privateKey !== undefined &&
    installationId !== undefined &&
    enterprise !== undefined
  )
    return { id, privateKey, installationId, enterprise }
  if ([id, privateKey, installationId, enterprise].every((one) => one === undefined)) return undefined
  throw new AppError(
    'invalid-configuration',
    'ENTERPRISE, ENTERPRISE_APP_ID, ENTERPRISE_APP_INSTALLATION_ID and ENTERPRISE_APP_PRIVATE_KEY belong together: only some of them are set.',
  )
}
