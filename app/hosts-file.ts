import path from 'node:path'
import { z } from 'zod'
import { hostNameOf } from './github/web-address.ts'
import { invalidSettings, readSettingsFile } from './settings-file.ts'

const id = z.int().positive()
const file = z.string().min(1).max(4096)

const hostSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9.-]{0,98}[a-z0-9])?$/, 'a name such as git.acme.example, in small letters')
    .optional(),
  apiUrl: z.url({ protocol: /^https?$/ }),
  app: z
    .strictObject({
      id,
      privateKeyFile: file,
      webhookSecretFile: file.optional(),
      client: z
        .strictObject({ id: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/), secretFile: file })
        .optional(),
    })
    .optional(),
  enterpriseApp: z
    .strictObject({
      id,
      privateKeyFile: file,
      installationId: id,
      enterprise: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, 'a slug, as in the address of the enterprise'),
    })
    .optional(),
  classicTokenFile: file.optional(),
})
/** Strict; what ends with `File` names a file with a secret. */
export const hostsSchema = z.strictObject({ hosts: z.array(hostSchema).min(1).max(100) })

/** One GitHub host, as `GITHUB_HOSTS_FILE` names it; what is secret lies in the files that it names. */
export type HostEntry = Omit<z.output<typeof hostSchema>, 'name'> & { readonly name: string }

const hostsFile = {
  variable: 'GITHUB_HOSTS_FILE',
  schema: hostsSchema,
  // A hundred hosts need less.
  longest: 256 * 1024,
  page: 'docs/running.md',
} as const

/**
 * Reads the file that names the GitHub hosts; YAML, so JSON as well. Paths in it are seen from where it lies.
 * @throws AppError `invalid-configuration`, which names every place that is wrong
 */
export function readHostsFile(at: string, readFile: (path: string) => string): readonly HostEntry[] {
  const file = { at, ...hostsFile }
  const hosts = readSettingsFile(file, readFile).hosts.map((host) => resolve(host, path.dirname(at)))
  const twice = [
    ...twiceIn(
      'name',
      hosts.map(({ name }) => name),
    ),
    ...twiceIn(
      'apiUrl',
      hosts.map(({ apiUrl }) => apiUrl),
    ),
  ]
  if (twice.length > 0) throw invalidSettings(file, twice)
  return hosts
}

function resolve(host: z.output<typeof hostSchema>, folder: string): HostEntry {
  const from = (one: string): string => path.resolve(folder, one)
  const { app, enterpriseApp, classicTokenFile } = host
  return {
    apiUrl: host.apiUrl.replace(/\/+$/, ''),
    name: host.name ?? hostNameOf(host.apiUrl),
    ...(app && {
      app: {
        id: app.id,
        privateKeyFile: from(app.privateKeyFile),
        ...(app.webhookSecretFile !== undefined && { webhookSecretFile: from(app.webhookSecretFile) }),
        ...(app.client && { client: { id: app.client.id, secretFile: from(app.client.secretFile) } }),
      },
    }),
    ...(enterpriseApp && {
      enterpriseApp: { ...enterpriseApp, privateKeyFile: from(enterpriseApp.privateKeyFile) },
    }),
    ...(classicTokenFile !== undefined && { classicTokenFile: from(classicTokenFile) }),
  }
}

const twiceIn = (what: string, values: readonly string[]): readonly string[] =>
  values
    .filter((value, index) => values.indexOf(value) !== index)
    .map((value) => `hosts: the ${what} ${value} stands here twice; each host has one entry`)
