import type { TicketStatus } from '../../enforcement/requests/ticket.ts'
import { z } from 'zod'
import { journalText, type TicketText } from '../formats/ticket.ts'
import { type Outcome, sent } from '../retry.ts'
import type { ServiceNowSettings } from '../target.ts'
import { askJson, type Asked } from './ask-json.ts'
import type { Network } from './channel.ts'
import type { Found, TicketSystem } from './ticket-channel.ts'

const id = z.string().regex(/^[0-9a-f]{32}$/)
const record = z.object({ sys_id: id, active: z.string().optional() })
const one = z.object({ result: record })
const several = z.object({ result: z.array(record) })
const shown = z.object({ result: z.array(z.record(z.string(), z.unknown())) })
const anything = z.unknown()

/** As they are numbered: `CHG0030001`. Anything else could add to a query. */
const numberForm = /^[A-Z]{2,20}\d{1,20}$/

/**
 * ServiceNow by its Table API, for incidents, changes and any table with `correlation_id`, `short_description` and `active`.
 * Source: ServiceNow's documentation, "Table API".
 */
export function serviceNowSystem(settings: ServiceNowSettings, { send, now }: Network): TicketSystem {
  const table = `${settings.url}/api/now/table/${settings.table}`
  const headers = {
    authorization: `Basic ${Buffer.from(`${settings.user}:${settings.password()}`).toString('base64')}`,
  }
  const ask = <Schema extends z.ZodType>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    schema: Schema,
    json?: unknown,
  ): Promise<Asked<z.output<Schema>>> =>
    askJson(send, { method, url: `${table}${path}`, headers, json }, schema, now())
  const change = async (reference: string, fields: Readonly<Record<string, string>>): Promise<Outcome> => {
    const changed = await ask('PATCH', `/${reference}?sysparm_fields=sys_id`, anything, fields)
    return changed.ok ? sent : changed.outcome
  }
  return {
    search: async (mark) => {
      const query = new URLSearchParams({
        sysparm_query: `correlation_id=${mark}^active=true^ORDERBYsys_created_on`,
        sysparm_fields: 'sys_id,active',
        sysparm_limit: '1',
      })
      const found = await ask('GET', `?${query.toString()}`, several)
      return found.ok ? { ok: true, value: found.value.result[0]?.sys_id } : found
    },
    isOpen: async (reference): Promise<Found<boolean>> => {
      const found = await ask('GET', `/${reference}?sysparm_fields=sys_id,active`, one)
      if (found.ok) return { ok: true, value: found.value.result.active === 'true' }
      return found.status === 404 ? { ok: true, value: false } : found
    },
    open: async (text) => {
      const opened = await ask('POST', '?sysparm_fields=sys_id', one, {
        ...settings.fields,
        ...fieldsOf(text),
      })
      return opened.ok ? { ok: true, value: opened.value.result.sys_id } : opened
    },
    comment: (reference, text) => change(reference, { work_notes: journalText(text.lines) }),
    close: (reference, text) =>
      change(reference, {
        work_notes: journalText(text.lines),
        close_notes: text.summary,
        ...settings.closedFields,
      }),
    read: async (ticket): Promise<TicketStatus> => {
      const number = ticket.toUpperCase()
      if (!numberForm.test(number)) return { known: true, isThere: false }
      const query = new URLSearchParams({
        sysparm_query: `number=${number}`,
        // What people call the state, and not its number.
        sysparm_display_value: 'true',
        sysparm_fields: 'number,state,approval',
        sysparm_limit: '1',
      })
      const found = await ask('GET', `?${query.toString()}`, shown)
      if (!found.ok)
        return {
          known: false,
          why: found.outcome.kind === 'failed' ? found.outcome.why : 'it could not be read',
        }
      const [row] = found.value.result
      if (!row) return { known: true, isThere: false }
      // Changes say in a field of their own whether they are approved.
      const status = [row['approval'], row['state']].find(
        (value) => typeof value === 'string' && value !== '',
      )
      return typeof status === 'string'
        ? { known: true, isThere: true, status, isOfProject: true }
        : { known: false, why: 'its answer says nothing of its state' }
    },
  }
}

const fieldsOf = ({ mark, summary, lines }: TicketText): Readonly<Record<string, string>> => ({
  short_description: summary,
  description: journalText(lines),
  correlation_id: mark,
  correlation_display: 'Gatehouse',
})
