import { label as renderLabel, labelsOf } from '../render/issue.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, invalid, notFound } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Label } from '../world/entities.ts'
import { threadIn } from './threads.ts'

export const labelHandlers: Handlers = {
  'issues/list-labels-on-issue': (request) =>
    page(request, labelNames(request), (name) => shownLabels(request, [name])[0]),
  'issues/add-labels': (request) => setLabels(request, [...threadIn(request).labels, ...sentLabels(request)]),
  'issues/set-labels': (request) => setLabels(request, sentLabels(request)),
  'issues/remove-all-labels': (request) => {
    threadIn(request).labels = []
    return noContent
  },
  'issues/remove-label': (request) => {
    const name = request.params['name']!.toLowerCase()
    const { labels } = threadIn(request)
    if (!labels.some((one) => one.toLowerCase() === name)) throw notFound()
    return setLabels(
      request,
      labels.filter((one) => one.toLowerCase() !== name),
    )
  },
  'issues/list-labels-for-repo': (request) =>
    page(request, readDetails(request.repository).labels, (one) =>
      renderLabel(request.github.world, request.repository, one),
    ),
  'issues/get-label': (request) =>
    ok(renderLabel(request.github.world, request.repository, labelIn(request))),
  'issues/create-label': (request) => {
    const body = request.body<{ name: string; color?: string; description?: string }>({ name: '' })
    if (
      readDetails(request.repository).labels.some((one) => one.name.toLowerCase() === body.name.toLowerCase())
    )
      throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' })
    const one = newLabel(request, body)
    return created(renderLabel(request.github.world, request.repository, one))
  },
  'issues/update-label': (request) => {
    const one = labelIn(request)
    const body = request.body<{ new_name?: string; color?: string; description?: string }>({})
    one.name = body.new_name ?? one.name
    one.color = body.color ?? one.color
    one.description = body.description ?? one.description
    return ok(renderLabel(request.github.world, request.repository, one))
  },
  'issues/delete-label': (request) => {
    const { labels } = editDetails(request.repository)
    labels.splice(labels.indexOf(labelIn(request)), 1)
    return noContent
  },
}

const labelIn = ({ repository, params }: ApiRequest): Label =>
  found(
    readDetails(repository).labels.find(({ name }) => name.toLowerCase() === params['name']!.toLowerCase()),
  )

const labelNames = (request: ApiRequest): readonly string[] => threadIn(request).labels

const shownLabels = (request: ApiRequest, names: readonly string[]): readonly unknown[] =>
  labelsOf(request.github.world, request.repository, names)

function sentLabels(request: ApiRequest): readonly (string | { readonly name?: string })[] {
  return request.body<{ labels?: readonly (string | { readonly name?: string })[] }>({}).labels ?? []
}

function setLabels(request: ApiRequest, labels: readonly (string | { readonly name?: string })[]): Reply {
  const one = threadIn(request)
  one.labels = [...new Set(ensureLabels(request, labels))]
  return ok(shownLabels(request, one.labels))
}

/** A label that is used is made. */
export function ensureLabels(
  request: ApiRequest,
  labels: readonly (string | { readonly name?: string })[],
): readonly string[] {
  const names = labels.map((one) => (typeof one === 'string' ? one : (one.name ?? '')))
  for (const name of names)
    if (!readDetails(request.repository).labels.some((one) => one.name === name)) newLabel(request, { name })
  return names
}

function newLabel(
  request: ApiRequest,
  {
    name,
    color = 'ededed',
    description,
  }: { readonly name: string; readonly color?: string; readonly description?: string },
): Label {
  const one: Label = { id: request.github.world.nextId(), name, color, description: description ?? null }
  editDetails(request.repository).labels.push(one)
  return one
}
