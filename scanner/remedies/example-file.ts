import { withLines } from './text-file.ts'

/**
 * The template beside an environment file, with names and nothing else.
 * @param before the template that is there already; null: there is none
 * @returns null where nothing is to be added
 */
export function withExampleNames(before: string | null, names: readonly string[], of: string): string | null {
  if (before === null) {
    const head = `# Names only. Copy this file to ${of}, which is not tracked, and fill the values in.`
    return withLines('', [head, ...names.map((name) => `${name}=`)])
  }
  const missing = names.filter((name) => !isNamed(before, name))
  return missing.length === 0
    ? null
    : withLines(
        before,
        missing.map((name) => `${name}=`),
      )
}

/** Also where its line is a comment: somebody has told of it. */
const isNamed = (text: string, name: string): boolean =>
  text.split(/\r\n|\n|\r/).some((line) => {
    const start = line.replace(/^\uFEFF?[ \t#]*(?:(?:export|set|setx)[ \t]+)?/, '')
    return start.startsWith(name) && /^[ \t]*[=:]/.test(start.slice(name.length))
  })
