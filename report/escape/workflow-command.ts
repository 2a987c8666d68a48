/**
 * Text after the second `::` of a GitHub Actions workflow command.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and the toolkit's `command.ts`.
 */
export function escapeCommandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** The value of a property of a workflow command: `file=…`, `title=…`. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/**
 * A printed line that the Actions runner will not take for a command: the runner obeys `::name::` at a line's start, after
 * white space, and the older `##[name]` anywhere in it.
 */
export function escapeLogLine(line: string): string {
  return line.replace(/^(\s*)::/, '$1\\::').replaceAll('##[', '##\\[')
}
