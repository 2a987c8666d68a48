import type { ApiRequest } from './api-request.ts'
import { ok, type Reply } from './reply.ts'

/** One page of `items`, shown by `render`, and the links to the others; `wrap` puts it into what GitHub sends around it. */
export async function page<T>(
  request: ApiRequest,
  items: readonly T[],
  render: (item: T) => unknown,
  wrap: (shown: readonly unknown[]) => unknown = (shown) => shown,
): Promise<Reply> {
  // GitHub takes too large a page for its largest, without a word.
  const size = Math.max(1, Math.min(100, request.query.number('per_page') ?? 30))
  const number = Math.max(1, request.query.number('page') ?? 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const shown = await Promise.all(items.slice((number - 1) * size, number * size).map(render))
  const reply = ok(wrap(shown))
  const links = [
    ...(number > 1 ? [link(request.url, Math.min(number - 1, last), 'prev')] : []),
    ...(number < last ? [link(request.url, number + 1, 'next'), link(request.url, last, 'last')] : []),
    ...(number > 1 ? [link(request.url, 1, 'first')] : []),
  ]
  return links.length === 0 ? reply : { ...reply, headers: { link: links.join(', ') } }
}

/** One page where GitHub counts by a mark instead of a number; the mark is how many items came before. */
export async function cursorPage<T>(
  request: ApiRequest,
  items: readonly T[],
  render: (item: T) => unknown,
  parameter: 'cursor' | 'after' = 'after',
): Promise<Reply> {
  const size = Math.max(1, Math.min(100, request.query.number('per_page') ?? 30))
  const start = Number(Buffer.from(request.query.text(parameter) ?? '', 'base64url').toString()) || 0
  const reply = ok(await Promise.all(items.slice(start, start + size).map(render)))
  if (start + size >= items.length) return reply
  const next = Buffer.from(String(start + size)).toString('base64url')
  return { ...reply, headers: { link: linkTo(request.url, parameter, next, 'next') } }
}

const link = (url: URL, number: number, relation: string): string =>
  linkTo(url, 'page', String(number), relation)

function linkTo(url: URL, parameter: string, value: string, relation: string): string {
  const target = new URL(url)
  target.searchParams.set(parameter, value)
  return `<${target.href}>; rel="${relation}"`
}
