import type { CheckContext } from '../../../engine/rule.ts'

const lineBefore = ({ before }: CheckContext): string => before.slice(before.lastIndexOf('\n') + 1)

/** A name at the start of its line: `export NAME=`, `- NAME: `, `# name = `, `app:name: `. */
const startOfSetting =
  /^[ \t]*(?:(?:export|set|setx|ENV|ARG|-|declare|local|readonly)[ \t]+|["'#;/]{1,2}[ \t]*)?(?:[\w-]{1,60}:)?[\w.\-" ]+["']?[ \t]*[=: ]+[ \t]*$/
const endOfSetting = /^[ \t]*(?:\r?\n|$|[#;]|\/\/|,\r?\n|\\n|\\r)/

/** Whether an unquoted value stands alone on its line, as configuration is written; in code it would be a name. */
export function standsAlone(context: CheckContext): boolean {
  const { operator, after } = context
  if (operator === '>' || operator === '${') return true
  const line = lineBefore(context)
  // A line of configuration inside a string: `"DB_TOKEN=…"`, `"…\nDB_TOKEN=…\n"`.
  if (/(?:["'`]|\\n)[\w.-]+=$/.test(line) && /^(?:["'`]|\\[nr])/.test(after)) return true
  return startOfSetting.test(line) && endOfSetting.test(after)
}

/**
 * Whether an unquoted value is one word of its line: `PGPASSWORD=… psql`, `ENV A=1 TOKEN=…`, `--from-literal=password=…`,
 * `username=app,password=…`, `connected with password=… user=app`. In code it would be an argument.
 */
export const standsInLine = (context: CheckContext): boolean =>
  context.operator === '=' &&
  /(?:^|[\s,;=])[\w.-]+=$/.test(lineBefore(context)) &&
  /^(?:[\s,;&]|$)/.test(context.after)

/** Whether it is a value in the query of an address: `https://…?api_key=…&…`. */
export const standsInQuery = (context: CheckContext): boolean =>
  context.operator === '=' &&
  /[?&][\w.-]+=$/.test(context.before) &&
  /^(?:[\s"'`&<>)\]]|$)/.test(context.after)
