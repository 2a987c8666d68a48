import { minimatch } from 'minimatch'
import type { PushRule } from './push-rules.ts'

/** A file that a push adds, changes or removes. */
export interface ChangedFile {
  /** undefined: a blob that has no place yet. */
  readonly path: string | undefined
  /** In bytes; 0 where it is removed. */
  readonly size: number
}

/** What of a push breaks which rule, in sentences; a path that is already there may not be changed or removed either. */
export function ruleViolations(rules: readonly PushRule[], files: readonly ChangedFile[]): readonly string[] {
  return rules.flatMap((rule) => {
    const broken = files.filter((file) => breaks(rule, file)).map(({ path }) => path ?? 'the blob')
    return broken.length === 0 ? [] : [`${sentences[rule.type] ?? rule.type}: ${broken.join(', ')}`]
  })
}

const sentences: Readonly<Record<string, string>> = {
  file_path_restriction: 'Restricted file paths',
  file_extension_restriction: 'Restricted file extensions',
  max_file_size: 'Files are too large',
  max_file_path_length: 'File paths are too long',
}

const megabyte = 1024 * 1024

function breaks({ type, parameters = {} }: PushRule, { path, size }: ChangedFile): boolean {
  if (type === 'max_file_size') return size > Number(parameters['max_file_size']) * megabyte
  if (path === undefined) return false
  switch (type) {
    case 'file_path_restriction': {
      // "Allowed exceptions" are newer than the description.
      const isAllowed = texts(parameters['ignored_file_paths']).some((pattern) => isAt(path, pattern))
      return !isAllowed && texts(parameters['restricted_file_paths']).some((pattern) => isAt(path, pattern))
    }
    case 'file_extension_restriction':
      return texts(parameters['restricted_file_extensions']).some((one) =>
        path.toLowerCase().endsWith(`.${one.replace(/^\*?\./, '').toLowerCase()}`),
      )
    case 'max_file_path_length':
      return path.length > Number(parameters['max_file_path_length'])
    default:
      return false
  }
}

const isAt = (path: string, pattern: string): boolean => minimatch(path, pattern, { dot: true })

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
