import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import { pathKind } from '../../engine/path-kind.ts'
import type { Verdict } from '../../engine/rule.ts'
import { join } from '../../engine/sample.ts'
import {
  anyAssignments,
  type Assignment,
  environmentAssignments,
  hasRealUrlCredentials,
  isPastedSecret,
  isRealSecret,
} from './content/assignments.ts'
import { isBinary, textOf } from './content/text.ts'
import { valueKind } from './content/values.ts'
import { read, secret, text, untrack, unverified } from './papers.ts'

/** Words in a name that make it a template, as a part between dots, dashes or underscores. */
const templateName =
  /(?:^|[._-])(?:examples?|samples?|templates?|tmpl|tpl|dist|defaults?|schema|stub|skeleton|blank|empty|placeholders?|reference|demo|ex|j2|erb|tftpl|ctmpl)(?:$|[._-])/

/** Names that only begin like an environment file: code, documents, and values encrypted for keeping in a repository. */
const notEnvironment =
  /\.(?:[cm]?[jt]sx?|go|py|rb|rs|java|kt|cs|php|html?|mdx?|txt|rst|vue|svelte|css|scss|svg|png|lock|snap|map|vault|enc|encrypted|gpg|pgp|asc|age|sops|kms|crypt|aes|gitignore|sh|bash|zsh|fish|ps1|sql)$/

function lookAtEnvironment(file: InspectedFile): Verdict | undefined {
  if (isBinary(file)) return { confidence: 'medium', note: 'its content is not text' }
  const values = assignmentsIn(textOf(file))
  const elsewhere = ['test', 'example', 'documentation', 'vendored'].includes(pathKind(file.path))
  if (file.realSecrets > 0)
    return { note: `it holds ${file.realSecrets === 1 ? 'a secret' : `${file.realSecrets} secrets`}` }
  const real = values.filter(isRealSecret).length
  if (real > 0) {
    const note = real === 1 ? 'one value is named like a secret' : `${real} values are named like secrets`
    return elsewhere ? { severity: 'medium', confidence: 'medium', note } : { note }
  }
  // Harmless today is no reason to track it: it is where the next real value goes.
  const severity = elsewhere ? 'info' : 'low'
  if (values.length === 0) return { severity, note: 'it assigns nothing yet' }
  const isEmpty = values.every(
    ({ value }) => valueKind(value) === 'empty' || valueKind(value) === 'placeholder',
  )
  const note = isEmpty
    ? 'it holds only empty values and placeholders'
    : 'it holds settings, no value named like a secret'
  return { severity, note }
}

/** Some tools also read `.env.json` and `.env.yml`. */
function assignmentsIn(text: string): readonly Assignment[] {
  const lines = environmentAssignments(text)
  return lines.length > 0 ? lines : anyAssignments(text)
}

function lookAtExample(file: InspectedFile, path: string): Verdict | undefined {
  if (!templateName.test(baseOf(path))) return { drop: 'not a template' }
  if (file.realSecrets > 0) return { severity: 'high', confidence: 'high' }
  const pasted = environmentAssignments(textOf(file)).some(
    (one) => isPastedSecret(one) || hasRealUrlCredentials(one.value),
  )
  return pasted
    ? { note: 'a value named like a secret looks made by a machine' }
    : { drop: 'only placeholders' }
}

/** For names that programs use for settings of all sorts: only real secrets make them risky. */
function lookForRealSecrets(file: InspectedFile, path: string): Verdict | undefined {
  if (templateName.test(baseOf(path))) return { drop: 'a template; settled by dotenv-example-with-values' }
  if (file.realSecrets > 0) return undefined
  const real = environmentAssignments(textOf(file)).filter(isRealSecret).length
  return real > 0
    ? { note: `${real} of its values are named like secrets` }
    : { drop: 'no value named like a secret' }
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const replaceAll = 'replace every secret it held'

export const environmentRules: readonly FileRule[] = [
  {
    id: 'dotenvx-keys-file',
    kind: 'file',
    title: 'Private keys of dotenvx',
    severity: 'critical',
    confidence: 'high',
    why: 'It decrypts every encrypted .env file of the project, in this repository and in its history.',
    fix: untrack(
      '.env.keys',
      'encrypt the .env files again with new keys and new values',
      'a value in them can’t be replaced',
    ),
    source: unverified('https://dotenvx.com/docs/quickstart/encryption'),
    names: { bases: ['.env.keys'] },
    nameAlone: true,
    look: (file) =>
      environmentAssignments(textOf(file)).some(
        ({ name, value }) => /^DOTENV_PRIVATE_KEY(?:_|$)/i.test(name) && valueKind(value) === 'real',
      )
        ? undefined
        : { drop: 'no key; an environment file of another kind is settled by dotenv-file' },
    matches: [text('.env.keys', () => [join('DOTENV_PRIVATE', '_KEY_PRODUCTION="', secret(64), '"')])],
    misses: [
      text('.env.keys', () => ['# keys are kept elsewhere']),
      text('.env.keys', () => [`SESSION_KEY=${secret(40)}`]),
    ],
  },
  {
    id: 'dotenv-example-with-values',
    kind: 'file',
    title: 'Template of an environment file with real values',
    severity: 'medium',
    confidence: 'medium',
    why: 'Templates are meant to be shared, so nobody treats what was pasted into this one as a secret.',
    fix: 'Empty the value in the template and replace the secret at its service. The file itself belongs in the repository.',
    source: read('https://github.com/motdotla/dotenv#readme'),
    names: {
      starts: ['.env.', '.env-', '.env_', 'env.', 'env-', 'env_', 'dotenv', '.dev.vars.'],
      extensions: ['env'],
      ends: ['.env.example', '.env.sample', '.env.template', '.env.dist', '.env.defaults', '.env.tmpl'],
      except: notEnvironment,
    },
    nameAlone: false,
    sameEverywhere: true,
    look: lookAtExample,
    matches: [
      text('.env.example', () => ['PORT=3000', `API_TOKEN=${secret(40)}`]),
      text('config/production.env.template', () => ['MAIL_HOST=mail.example.com'], 1),
      text('.ENV.SAMPLE', () => [`DB_PASSWORD="${secret(24)}"`]),
    ],
    misses: [
      text('.env.example', () => [
        '# Copy to .env',
        'PORT=3000',
        'API_TOKEN=',
        'DB_PASSWORD=changeme',
        'JWT_SECRET=your-secret',
      ]),
      text('.env.template', () => [
        'SECRET_KEY={{ secret_key }}',
        'DB_PASSWORD=${DB_PASSWORD}',
        'TOKEN=<token>',
      ]),
      text('.env.sample', () => [
        'APP_KEY=local-development-only-key',
        'REDIS_PASSWORD=redis',
        'SECRET_KEY_ID=abc',
      ]),
      text('env.d.ts', () => ['declare const API_TOKEN: string']),
    ],
  },
  {
    id: 'dotenv-file',
    kind: 'file',
    title: 'Environment file',
    severity: 'high',
    confidence: 'high',
    why: 'It is where programs read their secrets from, so real values end up in it sooner or later, and everybody who can read the repository, an assistant included, reads them.',
    fix: untrack(
      '.env',
      `${replaceAll}; keep a .env.example with names only`,
      'one of them can’t be replaced',
    ),
    source: read('https://github.com/motdotla/dotenv#readme'),
    names: {
      bases: ['.env', '.dev.vars'],
      starts: ['.env.', '.env-', '.env_', '.dev.vars.'],
      except: new RegExp(`${templateName.source}|${notEnvironment.source}`),
    },
    nameAlone: true,
    sameEverywhere: true,
    look: lookAtEnvironment,
    matches: [
      text('.env', () => ['PORT=3000', 'NODE_ENV=development', 'PUBLIC_URL=https://example.com']),
      text('services/api/.Env', () => [`export STRIPE_SECRET='${secret()}'`]),
      text('.env.production', () => ['# nothing yet']),
      text('.env.local', () => ['DATABASE_URL=postgres://app:', secret(20), '@db.example.net/app'], 1),
      text('.env.bak', () => ['API_KEY=']),
      text('worker/.dev.vars', () => [`TOKEN=${secret()}`]),
      text('.env', () => []),
    ],
    misses: [
      text('.env.example', () => ['PORT=3000']),
      text('.env.ts', () => [`export const token = '${secret()}'`]),
      text('.env.vault', () => ['DOTENV_VAULT="encrypted"']),
      text('src/env.go', () => ['package env']),
      text('.environment', () => ['x']),
    ],
  },
  {
    id: 'named-environment-file',
    kind: 'file',
    title: 'Environment file with secrets',
    severity: 'high',
    confidence: 'medium',
    why: 'Services are started with these values, so whoever reads the file can use them as the service does.',
    fix: untrack('*.env', replaceAll, 'one of them can’t be replaced'),
    source: unverified(
      'https://docs.docker.com/compose/how-tos/environment-variables/set-environment-variables/',
    ),
    names: {
      bases: [
        'env',
        '.flaskenv',
        '.secrets',
        '.secret',
        '.act.secrets',
        'secrets.env',
        'dotenv',
        '_env',
        '.environment',
      ],
      extensions: ['env'],
      except: notEnvironment,
    },
    nameAlone: false,
    look: lookForRealSecrets,
    matches: [
      text('deploy/production.env', () => [`DB_PASSWORD=${secret(20)}`]),
      text('.secrets', () => [`GITHUB_TOKEN=${secret(40)}`]),
    ],
    misses: [
      text('defaults.env', () => ['PORT=3000', 'LOG_LEVEL=info', 'DB_PASSWORD=postgres']),
      text('bin/env', () => ['#!/bin/sh', 'exec "$@"']),
    ],
  },
  {
    id: 'direnv-file',
    kind: 'file',
    title: 'direnv file with secrets',
    severity: 'high',
    confidence: 'medium',
    why: 'direnv exports these values in every shell of the project; whoever reads the file has them too.',
    fix: 'Move the secrets to an untracked file that .envrc loads (`source_env_if_exists .envrc.private`) and replace every one it held. Rewrite history only if one of them can’t be replaced.',
    source: unverified('https://direnv.net/man/direnv-stdlib.1.html'),
    names: { bases: ['.envrc'], starts: ['.envrc.'], except: /example|sample|template|dist$/ },
    nameAlone: false,
    look: lookForRealSecrets,
    matches: [text('.envrc', () => ['use flake', `export AWS_SECRET_ACCESS_KEY=${secret(40)}`])],
    misses: [
      text('.envrc', () => ['use flake', 'export PATH=$PWD/bin:$PATH', 'export API_TOKEN=$(pass show api)']),
      text('.envrc.example', () => [`export TOKEN=${secret()}`]),
    ],
  },
  {
    id: 'shell-startup-file',
    kind: 'file',
    title: 'Shell start-up file with secrets',
    severity: 'high',
    confidence: 'medium',
    why: 'It exports a person’s own tokens, which often reach further than one project’s.',
    fix: 'Move the secret to a file outside the repository that this one sources, and replace it at its service. Rewrite history only if it can’t be replaced.',
    source: unverified('https://www.gnu.org/software/bash/manual/html_node/Bash-Startup-Files.html'),
    names: {
      bases:
        `.bashrc .zshrc .cshrc .tcshrc .kshrc .profile .bash_profile .zprofile .zsh_profile .zshenv .zlogin .bash_login
        .bash_aliases .zsh_aliases .aliases .exports .functions .extra .localrc .bashrc.local .zshrc.local bashrc zshrc
        bash_profile config.fish`.split(/\s+/),
    },
    nameAlone: false,
    look: lookForRealSecrets,
    matches: [
      text('.zshrc', () => ['alias ll="ls -l"', `export NPM_TOKEN=${secret(36)}`]),
      text('.bashrc', () => ['x=1'], 1),
    ],
    misses: [text('.bashrc', () => ['export EDITOR=vim', 'alias gs="git status"', 'export GPG_KEY_ID=abc'])],
  },
]
