import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { importsIn } from './imports-in.ts'

/**
 * The architecture, as a table. A folder may import itself and what its row lists, nothing else. Change a row only
 * together with ARCHITECTURE.md.
 */
const layers: Readonly<Record<string, { folders: readonly string[]; packages: RegExp }>> = {
  'scanner/engine': { folders: [], packages: /^(?:fflate|nanotar|node:(?:crypto|zlib))$/ },
  'scanner/assistants': { folders: ['scanner/engine'], packages: /^$/ },
  'scanner/syntax': {
    folders: ['scanner/engine'],
    packages: /^(?:web-tree-sitter|node:(?:buffer|fs|module|path))$/,
  },
  'scanner/rules': {
    folders: ['scanner/engine', 'scanner/assistants', 'scanner/syntax'],
    packages:
      /^(?:yaml|re2js|web-tree-sitter|@scure\/bip39(?:\/wordlists\/english(?:\.js)?)?|@scure\/base|ignore|jsonc-parser|node:(?:buffer|crypto|zlib))$/,
  },
  'scanner/remedies': { folders: ['scanner/engine', 'scanner/rules'], packages: /^$/ },
  'scanner/sources': {
    folders: ['scanner/engine', 'scanner/rules', 'scanner/errors.ts'],
    packages: /^node:/,
  },
  'scanner/pool': {
    folders: ['scanner/engine', 'scanner/rules', 'scanner/sources', 'scanner/syntax', 'scanner/errors.ts'],
    packages: /^node:/,
  },
  scanner: { folders: ['scanner/*'], packages: /^node:/ },
  policies: { folders: ['scanner/engine'], packages: /^(?:zod|yaml|minimatch|re2js)$/ },
  report: {
    folders: ['scanner/engine', 'policies'],
    packages: /^(?:csv-stringify\/sync|get-east-asian-width|node:crypto)$/,
  },
  'app/enforcement': {
    folders: ['scanner/*', 'policies', 'report'],
    packages: /^(?:canonicalize|re2js|zod|node:crypto)$/,
  },
  // Who is told of what, and in which words: pure but for the order in which it is done. Others bring database and network.
  'app/notifications': {
    folders: [
      'app/enforcement',
      'app/notifications/channels',
      'app/settings-file.ts',
      'policies',
      'report',
      'scanner/errors.ts',
    ],
    packages: /^(?:zod|node:(?:crypto|path|timers\/promises))$/,
  },
  // The only place that speaks to those who are told.
  'app/notifications/channels': {
    folders: ['app/enforcement', 'app/notifications'],
    packages: /^(?:ipaddr\.js|nodemailer|zod|node:(?:dns\/promises|http|https|net|tls))$/,
  },
  // The audit log on its way to other systems; others bring database and locks.
  'app/sinks': {
    folders: ['app/enforcement', 'app/notifications/channels'],
    packages:
      /^(?:zod|@aws-sdk\/client-s3|node:(?:crypto|http|https|net|timers\/promises|stream|tls|util|zlib))$/,
  },
  'app/github': {
    folders: ['app/enforcement', 'policies', 'scanner/assistants', 'scanner/errors.ts'],
    packages: /^(?:graphql|pino|probot|zod|node:crypto)$/,
  },
  'app/database': {
    folders: [
      'app/enforcement',
      'app/notifications',
      'app/sinks',
      'policies',
      'scanner/assistants',
      'scanner/engine',
      'scanner/pool',
      'scanner',
      'scanner/errors.ts',
    ],
    packages: /^(?:kysely(?:\/migration)?|pg|pg-boss|node:[a-z_/]+)$/,
  },
  // What identity providers send, checked: the only place that speaks their protocols.
  'app/single-sign-on': {
    folders: ['app/enforcement'],
    packages: /^(?:@node-saml\/node-saml|openid-client|zod|node:crypto)$/,
  },
  'app/jobs': {
    folders: ['app/enforcement', 'app/database', 'policies'],
    packages: /^(?:kysely|pg|pg-boss|node:crypto|node:timers\/promises)$/,
  },
  'app/webhooks': { folders: ['app/enforcement'], packages: /^(?:fastify|probot|node:crypto)$/ },
  // What is known of the process from outside: its interfaces only; `app` hands it the rest.
  'app/api': {
    folders: [
      'app/enforcement',
      'app/sinks',
      'policies',
      'scanner/assistants',
      'scanner/engine',
      'scanner/errors.ts',
    ],
    packages:
      /^(?:@fastify\/(?:static|swagger)|cookie|fastify|fastify-type-provider-zod|pino|prom-client|zod|node:(?:crypto|http|stream|timers\/promises))$/,
  },
  // In a browser: it knows the API by its description and nothing else of the project.
  'app/console': {
    folders: [],
    packages:
      /^(?:@codemirror\/[a-z-]+|@lezer\/highlight|@primer\/[a-z-]+|@tanstack\/react-(?:query|router|virtual)|@vitejs\/plugin-react|d3-(?:scale|shape)|openapi-fetch|react|react-dom\/client|vite|node:path)$/,
  },
  // How other machines are reached: set up once, for everything in the process.
  'app/network': {
    folders: ['scanner/errors.ts'],
    packages: /^node:(?:crypto|fs|http|https|net|path|process|tls)$/,
  },
  // Claude's own side: the only place that speaks to its Compliance API.
  'app/claude-tenant': {
    folders: ['app/database', 'app/domains', 'app/enforcement', 'policies', 'scanner/errors.ts'],
    packages: /^(?:zod|node:timers\/promises)$/,
  },
  // What the DNS says of a domain; it knows nothing of whose it is.
  'app/domains': { folders: [], packages: /^node:dns\/promises$/ },
  // The protocol by which identity providers tell of people; who keeps it is brought by `app`.
  'app/scim': {
    folders: ['app/enforcement'],
    packages: /^(?:fastify|pino|scim-patch|scim2-parse-filter)$/,
  },
  'app/logs': { folders: [], packages: /^(?:pino|zod)$/ },
  app: {
    folders: [
      'app/api',
      'app/api/v1',
      'app/claude-tenant',
      'app/database',
      'app/domains',
      'app/enforcement',
      'app/github',
      'app/jobs',
      'app/logs',
      'app/network',
      'app/notifications',
      'app/notifications/channels',
      'app/sinks',
      'app/scim',
      'app/single-sign-on',
      'app/webhooks',
      'package.json',
      'policies',
      'scanner/errors.ts',
      'scanner/pool',
      'scanner/rules',
    ],
    packages:
      /^(?:zod|pino|fastify|node:(?:child_process|crypto|fs|fs\/promises|os|path|stream|stream\/promises|util|worker_threads|zlib))$/,
  },
  // Never the App, and nothing of the command line.
  action: {
    folders: ['scanner/*', 'scanner', 'policies', 'report', 'package.json'],
    packages:
      /^(?:@actions\/(?:core|github)|@anthropic-ai\/[a-z-]+(?:\/resources\/messages)?|diff|zod|node:(?:crypto|fs|os|path|process|stream|stream\/promises|timers\/promises|worker_threads|zlib))$/,
  },
  // Of the command line only this folder knows the App, and loads it when one of its commands runs; see below.
  'cli/server-commands': {
    folders: [
      'app',
      'app/database',
      'app/enforcement',
      'app/network',
      'app/notifications',
      'cli',
      'policies',
      'report',
      'scanner/errors.ts',
    ],
    packages: /^node:(?:fs|path)$/,
  },
  cli: {
    folders: ['scanner/*', 'scanner', 'policies', 'report', 'package.json', 'cli/server-commands'],
    packages: /./,
  },
}
/** Folders whose imports of these are types and nothing else. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  'app/database': ['scanner', 'scanner/engine', 'scanner/pool'],
  'app/notifications': ['app/notifications/channels'],
  'app/notifications/channels': ['app/enforcement'],
  policies: ['scanner/engine'],
  report: ['scanner/engine', 'policies'],
}

const root = path.join(import.meta.dirname, '..')
// Longest first: scanner/engine before scanner.
const names = Object.keys(layers).toSorted((a, b) => b.length - a.length)
const layerOf = (file: string): string | undefined =>
  names.find((name) => file === name || file.startsWith(`${name}/`))

function violations(file: string): readonly string[] {
  const from = layerOf(file)!
  const { folders, packages } = layers[from]!
  const source = readFileSync(path.join(root, file), 'utf8')
  return importsIn(source, file).flatMap(({ target, isType }) => {
    if (!target.startsWith('.')) return packages.test(target) ? [] : [target]
    const imported = path.relative(root, path.resolve(root, path.dirname(file), target))
    return isAllowed(from, folders, imported, isType) ? [] : [target]
  })
}

function isAllowed(from: string, folders: readonly string[], file: string, isType: boolean): boolean {
  const to = layerOf(file)
  if (to === from) return true
  if (folders.includes(file)) return true
  if (to === undefined) return false
  if (!isType && typesOnly[from]?.includes(to)) return false
  return folders.includes(to) || (folders.includes('scanner/*') && to.startsWith('scanner'))
}

const files = globSync('{scanner,policies,report,cli,app,action}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !file.includes('/kernel/'),
)

test('there are files to look at', () => {
  expect(files.length).toBeGreaterThan(50)
})

test('the command line loads the App dynamically', () => {
  const commands = files.filter((file) => file.startsWith('cli/server-commands/'))
  const source = commands.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n')
  const loaded = source.match(/^import (?!type ).*'\.\.\/\.\.\/app\//gm)
  expect(loaded).toBeNull()
  expect(source).toContain("await import('../../app/")
})

test.each(files)('%s imports only what its folder may', (file) => {
  expect(violations(file)).toEqual([])
})
