import type { TicketStatus } from '../../enforcement/requests/ticket.ts'
import { z } from 'zod'
import { atlassianDocument, type TicketText, wikiText } from '../formats/ticket.ts'
import { failed, type Outcome, sent } from '../retry.ts'
import type { JiraSettings } from '../target.ts'
import { askJson, type Asked } from './ask-json.ts'
import type { Network } from './channel.ts'
import type { Found, TicketSystem } from './ticket-channel.ts'

const issue = z.object({
  key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/),
  fields: z.object({
    status: z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }).optional() }),
    project: z.object({ key: z.string() }).optional(),
  }),
})
const created = issue.pick({ key: true })
const searched = z.object({ issues: z.array(created) })
const transitions = z.object({
  transitions: z.array(
    z.object({ id: z.string(), name: z.string(), to: z.object({ name: z.string() }).optional() }),
  ),
})
const anything = z.unknown()

/** As it is in an address: anything else is no key. */
const keyForm = /^[A-Z][A-Z0-9_]{1,39}-\d{1,12}$/

/**
 * Jira Cloud by its REST API 3, Jira Data Center by 2. They differ in how texts are written, and in the path of a search, which the Cloud
 * took away from `/search`. Sources: developer.atlassian.com, "Jira Cloud platform REST API" and change 2046; "Jira Data Center REST API".
 */
export function jiraSystem(settings: JiraSettings, { send, now }: Network): TicketSystem {
  const isCloud = settings.edition === 'cloud'
  const api = `${settings.url}/rest/api/${isCloud ? 3 : 2}`
  const headers = { authorization: authorizationOf(settings) }
  const ask = <Schema extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    schema: Schema,
    json?: unknown,
  ): Promise<Asked<z.output<Schema>>> =>
    askJson(send, { method, url: `${api}${path}`, headers, json }, schema, now())
  const body = ({ lines }: TicketText): unknown => (isCloud ? atlassianDocument(lines) : wikiText(lines))
  const comment = async (reference: string, text: TicketText): Promise<Outcome> =>
    outcomeOf(await ask('POST', `/issue/${reference}/comment`, anything, { body: body(text) }))
  return {
    search: async (mark) => {
      const jql = `project = "${settings.project}" AND labels = "${mark}" AND statusCategory != Done ORDER BY created ASC`
      const path = isCloud ? '/search/jql' : '/search'
      const found = await ask('POST', path, searched, { jql, maxResults: 1, fields: ['status'] })
      return found.ok ? { ok: true, value: found.value.issues[0]?.key } : found
    },
    isOpen: async (reference): Promise<Found<boolean>> => {
      const found = await ask('GET', `/issue/${reference}?fields=status,project`, issue)
      if (found.ok) return { ok: true, value: found.value.fields.status.statusCategory?.key !== 'done' }
      return found.status === 404 ? { ok: true, value: false } : found
    },
    open: async (text) => {
      const opened = await ask('POST', '/issue', created, {
        fields: {
          project: { key: settings.project },
          issuetype: { name: settings.issueType },
          summary: text.summary,
          description: body(text),
          labels: ['gatehouse', text.mark],
        },
      })
      return opened.ok ? { ok: true, value: opened.value.key } : opened
    },
    comment,
    close: async (reference, text) => {
      const ways = await ask('GET', `/issue/${reference}/transitions`, transitions)
      if (!ways.ok) return ways.outcome
      const wanted = settings.closeBy.toLowerCase()
      const way = ways.value.transitions.find(
        ({ name, to }) => name.toLowerCase() === wanted || to?.name.toLowerCase() === wanted,
      )
      if (!way)
        return failed(`the ticket ${reference} has no transition to “${settings.closeBy}” that we may make`)
      const said = await comment(reference, text)
      if (said.kind === 'failed') return said
      return outcomeOf(
        await ask('POST', `/issue/${reference}/transitions`, anything, { transition: { id: way.id } }),
      )
    },
    read: async (ticket): Promise<TicketStatus> => {
      const key = ticket.toUpperCase()
      if (!keyForm.test(key)) return { known: true, isThere: false }
      const found = await ask('GET', `/issue/${key}?fields=status,project`, issue)
      if (!found.ok) return found.status === 404 ? { known: true, isThere: false } : unknown(found.outcome)
      const { status, project } = found.value.fields
      return {
        known: true,
        isThere: true,
        status: status.name,
        isOfProject: project?.key === settings.project,
      }
    },
  }
}

const authorizationOf = ({ edition, user, token }: JiraSettings): string =>
  edition === 'cloud'
    ? `Basic ${Buffer.from(`${user ?? ''}:${token()}`).toString('base64')}`
    : `Bearer ${token()}`

const outcomeOf = (asked: Asked<unknown>): Outcome => (asked.ok ? sent : asked.outcome)

/** What cannot be read says neither that it is approved nor that it is not. */
const unknown = (outcome: Outcome): TicketStatus => ({
  known: false,
  why: outcome.kind === 'failed' ? outcome.why : 'it could not be read',
})
