import { readFileSync } from 'node:fs'
import path from 'node:path'
import { eventKinds } from '../app/notifications/event-kinds.ts'

export const notificationsPageFile = path.join(import.meta.dirname, '../docs/notifications.md')

const begin = '<!-- events: written by `npm run generate`; do not edit -->\n'
const end = '<!-- end of events -->\n'

/** The page for people, with the list of everything that they can be told of. */
export function notificationsPage(): string {
  const page = readFileSync(notificationsPageFile, 'utf8')
  const [before, after] = [page.indexOf(begin), page.indexOf(end)]
  if (before < 0 || after < before) throw new Error('docs/notifications.md has lost its marks')
  return `${page.slice(0, before)}${begin}\n${eventsTable()}\n${page.slice(after)}`
}

function eventsTable(): string {
  const rows = eventKinds.map(({ id, title, from, phase, isUrgent, onlyCloses }) => {
    const when = isUrgent === true ? 'at once' : onlyCloses === true ? 'only closes tickets' : ''
    const source = from === 'clock' ? 'a day that has come' : `\`${from}\``
    return `| \`${id}\` | ${title(1)} | ${source} | ${phase} | ${when} |\n`
  })
  return `| event | what is said | audit event | its ticket | |\n|---|---|---|---|---|\n${rows.join('')}`
}
