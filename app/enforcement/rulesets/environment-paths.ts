import { environmentRules } from '../../../scanner/rules/files/environment.ts'

/** Rules for names that hold settings of a program whatever is in them. */
const ids: ReadonlySet<string> = new Set(['dotenv-file', 'dotenvx-keys-file'])

/** Every name by which environment files are known, as GitHub's patterns take it. */
export const environmentPaths: readonly string[] = [
  ...new Set(
    environmentRules
      .filter(({ id }) => ids.has(id))
      .flatMap(({ names }) => [
        ...(names.bases ?? []).map((base) => `**/${base}`),
        ...(names.starts ?? []).map((start) => `**/${start}*`),
      ]),
  ),
]

/** What a name that begins like that of an environment file is allowed to be: a template, or something else altogether. */
const templates =
  'example examples sample template tmpl tpl dist default defaults schema stub placeholder reference demo'.split(
    ' ',
  )
const others = 'ts js mjs cjs go py rb md txt vault enc encrypted gpg asc age sops sh'.split(' ')

/** Exceptions from them, where GitHub knows exceptions. */
export const allowedPaths: readonly string[] = [
  ...templates.flatMap((word) => [`**/.env*[._-]${word}`, `**/.env*[._-]${word}[._-]*`]),
  ...templates.map((word) => `**/.dev.vars*[._-]${word}`),
  ...others.map((extension) => `**/.env*.${extension}`),
]

const usualEndings =
  'local development dev test testing ci staging stage preview production prod live secret secrets private bak backup old'
const usualLocals = 'development test staging production'

/** The usual ones by name, where GitHub knows no exceptions: a pattern for all would keep templates out as well. */
export const namedPaths: readonly string[] = [
  '**/.env',
  '**/.env.keys',
  '**/.dev.vars',
  '**/.dev.vars.local',
  '**/.dev.vars.production',
  ...usualEndings.split(' ').map((word) => `**/.env.${word}`),
  ...usualLocals.split(' ').map((word) => `**/.env.${word}.local`),
]
