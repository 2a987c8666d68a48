import type { ApiRequest, Handlers, HandlerEntry } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { Refusal } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { StoreName, Variable } from '../world/entities.ts'
import { remove, secret, type SecretBody } from './secrets.ts'
import { inherited, named, selectedUrl, selections } from './selected-repositories.ts'

/** Variables, of which GitHub tells the values; only two stores have them. */
export const variableHandlers: Handlers = Object.fromEntries(
  (['actions', 'agents'] as const).flatMap((store) => [
    ...organizationVariables(store),
    ...repositoryVariables(store),
  ]),
)

function organizationVariables(store: StoreName): readonly HandlerEntry[] {
  const all = ({ organization }: ApiRequest): Variable[] => organization.stores.variables[store]
  return [
    [
      `${store}/list-org-variables`,
      (request) => listVariables(request, all(request), (one) => organizationVariable(request, store, one)),
    ],
    [
      `${store}/get-org-variable`,
      (request) => ok(organizationVariable(request, store, named(request, all(request), 'name'))),
    ],
    [`${store}/create-org-variable`, (request) => createVariable(request, all(request))],
    [`${store}/update-org-variable`, (request) => updateVariable(request, all(request))],
    [`${store}/delete-org-variable`, (request) => remove(request, all(request), 'name')],
    ...selections('variable', store, (request) => named(request, all(request), 'name')),
  ]
}

function repositoryVariables(store: StoreName): readonly HandlerEntry[] {
  const all = ({ repository }: ApiRequest): readonly Variable[] =>
    readDetails(repository).stores.variables[store]
  const edit = ({ repository }: ApiRequest): Variable[] => editDetails(repository).stores.variables[store]
  return [
    [`${store}/list-repo-variables`, (request) => listVariables(request, all(request), variable)],
    [`${store}/get-repo-variable`, (request) => ok(variable(named(request, all(request), 'name')))],
    [`${store}/create-repo-variable`, (request) => createVariable(request, edit(request))],
    [`${store}/update-repo-variable`, (request) => updateVariable(request, edit(request))],
    [`${store}/delete-repo-variable`, (request) => remove(request, edit(request), 'name')],
    [
      `${store}/list-repo-organization-variables`,
      (request) =>
        listVariables(
          request,
          inherited(request, (one) => one.stores.variables[store]),
          variable,
        ),
    ],
  ]
}

const variable = (one: Variable) => ({ ...secret(one), value: one.value })

const organizationVariable = (request: ApiRequest, store: StoreName, one: Variable) => ({
  ...variable(one),
  visibility: one.visibility,
  ...selectedUrl(request, `${store}/variables`, one),
})

const listVariables = (
  request: ApiRequest,
  all: readonly Variable[],
  render: (one: Variable) => unknown,
): Promise<Reply> => page(request, all, render, (shown) => ({ total_count: all.length, variables: shown }))

interface VariableBody extends SecretBody {
  readonly name?: string
  readonly value?: string
}

function createVariable(request: ApiRequest, all: Variable[]): Reply {
  const now = request.github.world.clock.now()
  const body = request.body<VariableBody>({})
  const name = (body.name ?? '').toUpperCase()
  if (all.some((one) => one.name === name)) throw new Refusal(409, 'Already exists - Variable already exists')
  const repositoryIds = new Set((body.selected_repository_ids ?? []).map(Number))
  const visibility = body.visibility ?? 'private'
  all.push({ name, value: body.value ?? '', visibility, repositoryIds, createdAt: now, updatedAt: now })
  return created({})
}

function updateVariable(request: ApiRequest, all: Variable[]): Reply {
  const one = named(request, all, 'name')
  const { value, visibility } = request.body<VariableBody>({})
  if (value !== undefined) one.value = value
  if (visibility !== undefined) one.visibility = visibility
  one.updatedAt = request.github.world.clock.now()
  return noContent
}
