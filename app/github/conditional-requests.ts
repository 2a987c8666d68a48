import type { AnswerMemory, AnswersPlace, RememberedAnswer } from '../enforcement/remembered-answers.ts'
import { bareTag, expectedTag } from './expected-tag.ts'

type Fetch = typeof globalThis.fetch

/** Marks an answer that GitHub did not send again. */
export const rememberedMark = 'x-gatehouse-remembered'

/** Requests about one subject, of which the answers are remembered from the last time. */
export interface ConditionalRequests {
  /**
   * Asks whether an answer has changed, and has the remembered one where it has not. Only GET.
   * @param keepable what of an answer's text may be kept; the text itself if left out. undefined: nothing
   */
  readonly fetch: (keepable?: (body: string) => string | undefined) => Fetch
  /** Keeps what was answered since. Not called: nothing is lost but the next time's saving. */
  readonly keep: () => Promise<void>
}

/** More is no answer about one subject that is worth keeping. */
const mostKept = 256 * 1024

export interface ConditionalOptions {
  readonly memory: AnswerMemory
  readonly place: AnswersPlace
  readonly fetch: Fetch
  /** Adds `Authorization`: tags depend on it, so it must be there before they are looked at. */
  readonly authorize: (fetch: Fetch) => Fetch
}

export async function openConditionalRequests({
  memory,
  place,
  fetch,
  authorize,
}: ConditionalOptions): Promise<ConditionalRequests> {
  const remembered = await memory.load(place)
  const changed = new Map<string, RememberedAnswer>()
  const used = new Set<string>()

  const ask = async (
    keepable: (body: string) => string | undefined,
    ...[input, init]: Parameters<Fetch>
  ): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input)
    const request = `${url.pathname}${url.search}`
    const headers = new Headers(init?.headers)
    const known = remembered.get(request)
    if (known) headers.set('if-none-match', tagFor(known, headers))
    const response = await fetch(input, { ...init, headers })
    if (response.status === 304 && known) {
      used.add(request)
      return answerFrom(known, response)
    }
    if (response.status !== 200) return response
    const body = await response.text()
    const etag = response.headers.get('etag')
    const kept = keepable(body)
    if (etag !== null && kept !== undefined && kept.length <= mostKept) {
      const isComputable = kept === body && bareTag(etag) === expectedTag(headers, body)
      changed.set(request, { etag, isComputable, body: kept, link: response.headers.get('link') })
    }
    return new Response(body, { status: 200, headers: response.headers })
  }

  return {
    fetch: (keepable = (body) => body) => authorize((input, init) => ask(keepable, input, init)),
    keep: async () => {
      const isAsBefore =
        changed.size === 0 &&
        used.size === remembered.size &&
        [...remembered.values()].every(({ isFresh }) => isFresh)
      // Most of the time: nothing is to be added, forgotten, or kept from being forgotten.
      if (!isAsBefore) await memory.keep(place, changed, [...used])
    },
  }
}

const tagFor = ({ etag, isComputable, body }: RememberedAnswer, headers: Headers): string =>
  isComputable ? etag.replace(bareTag(etag), expectedTag(headers, body)) : etag

function answerFrom({ body, link }: RememberedAnswer, { headers: fresh }: Response): Response {
  const headers = new Headers(fresh)
  headers.set('content-type', 'application/json; charset=utf-8')
  headers.set(rememberedMark, '1')
  if (link !== null && !headers.has('link')) headers.set('link', link)
  return new Response(body, { status: 200, headers })
}
