import type { z } from 'zod'
import { readStrictYaml } from '../policies/yaml/strict-yaml.ts'
import { AppError } from '../scanner/errors.ts'

/** A file that a setting names. */
export interface SettingsFile<Schema extends z.ZodType> {
  readonly at: string
  /** The setting that names it: `GITHUB_HOSTS_FILE`. */
  readonly variable: string
  readonly schema: Schema
  /** In UTF-16 units. */
  readonly longest: number
  /** Where its form is told: `docs/running.md`. */
  readonly page: string
}

/**
 * Reads a settings file; YAML, so JSON as well.
 * @throws AppError `invalid-configuration`, which names every place that is wrong, and nothing that stands there
 */
export function readSettingsFile<Schema extends z.ZodType>(
  file: SettingsFile<Schema>,
  readFile: (path: string) => string,
): z.output<Schema> {
  const yaml = readStrictYaml(textOf(file, readFile), file.longest)
  if (!yaml.ok)
    throw invalidSettings(
      file,
      yaml.problems.map(({ line, column, message }) => `${line}:${column} ${message}`),
    )
  const parsed = file.schema.safeParse(yaml.value)
  if (parsed.success) return parsed.data
  throw invalidSettings(
    file,
    parsed.error.issues.map(({ path, message }) => {
      const { line, column } = yaml.placeOf(path)
      return `${line}:${column} ${path.join('.')}: ${message}`
    }),
  )
}

/** @param problems a line each */
export const invalidSettings = (
  { at, page }: Pick<SettingsFile<z.ZodType>, 'at' | 'page'>,
  problems: readonly string[],
): AppError =>
  new AppError('invalid-configuration', `${at} is not valid.\n${problems.join('\n')}`, {
    todo: `${page} shows the form.`,
  })

function textOf(
  { at, variable }: Pick<SettingsFile<z.ZodType>, 'at' | 'variable'>,
  readFile: (path: string) => string,
): string {
  try {
    return readFile(at)
  } catch (cause) {
    throw new AppError('invalid-configuration', `${variable}: ${at} cannot be read.`, { cause })
  }
}
