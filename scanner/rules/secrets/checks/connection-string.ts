import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { judgeCredentials } from './credentials.ts'

/** The database that a connection string is for, by the keys that only its drivers have. */
export type Driver = 'mysql' | 'postgresql' | 'sqlserver' | 'redis'

const keyValue =
  /(?:^|[;\s"'&])(server|data source|address|addr|network address|host|hostname|driver|provider|database|initial catalog|db|dbname|port|user id|userid|uid|username|user|persist security info|integrated security|trusted_connection|encrypt|sslmode|ssl mode|ssl|abortconnect|pooling|connection timeout|connect timeout|multipleactiveresultsets|charset|sslrootcert|connection pruning interval)\s{0,3}=\s{0,3}("[^"]{0,120}"|'[^']{0,120}'|[^;,"'\s<>&]{0,120})/gi

/**
 * Judges the password of a connection string of keys and values: `Server=…;User Id=…;Password=…`, `host=… password=…`.
 * Drops what is no such string, and what is for another driver.
 */
export function checkConnectionString(driver: Driver, password: string, context: CheckContext): Verdict {
  const { before, after } = context
  // Behind a comma it is an argument of a call, whose name says nothing of the driver; Redis alone uses commas.
  if (driver !== 'redis' && /,\s{0,40}(?:password|pwd)\s{0,3}=\s{0,3}$/i.test(before))
    return { drop: 'an argument' }
  if (password.startsWith('"') && !/^\s?;/.test(after)) return { drop: 'an attribute or argument' }
  const { values, line } = read(context)
  if ((values.size < 2 && driver !== 'redis') || driverOf(line, values) !== driver)
    return { drop: 'not a connection string of this driver' }
  const pick = (...keys: readonly string[]): string =>
    keys.map((key) => values.get(key)).find((value) => value !== undefined) ?? ''
  return judgeCredentials({
    user: pick('user id', 'userid', 'uid', 'username', 'user'),
    password: password.replaceAll(/^["']|["']$/g, ''),
    host: pick('server', 'data source', 'host', 'hostname', 'address', 'addr', 'network address'),
  })
}

interface Surroundings {
  /** The line without the password. */
  readonly line: string
  readonly values: ReadonlyMap<string, string>
}

/** What was read around a password: the rules of all drivers ask the same. */
const known = new WeakMap<CheckContext, Surroundings>()

function read(context: CheckContext): Surroundings {
  const kept = known.get(context)
  if (kept) return kept
  const line = `${lastLine(context.before)}${firstLine(context.after)}`
  const values = new Map<string, string>()
  for (const [, key, value] of line.matchAll(keyValue))
    values.set(key!.toLowerCase(), value!.replaceAll(/^["']|["']$/g, ''))
  const surroundings = { line, values }
  known.set(context, surroundings)
  return surroundings
}

function driverOf(text: string, values: ReadonlyMap<string, string>): Driver {
  if (
    /mysql|mariadb|allow ?user ?variables|convert ?zero ?datetime|allowpublickeyretrieval|treattinyasboolean|sslmode\s?=\s?(?:preferred|none|required)\b|port\s?=\s?3306/i.test(
      text,
    )
  )
    return 'mysql'
  if (/postgres|npgsql|\bport\s?=\s?5432/i.test(text)) return 'postgresql'
  if (/,\s?abortconnect=|\.redis\.cache\.|:63(?:79|80),/i.test(text)) return 'redis'
  if (values.has('dbname') || values.has('sslmode') || values.has('ssl mode')) return 'postgresql'
  if ((values.has('host') || values.has('port')) && !values.has('server') && !values.has('data source'))
    return 'postgresql'
  return 'sqlserver'
}

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)
const firstLine = (text: string): string => text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1)
