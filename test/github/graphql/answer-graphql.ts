import {
  defaultFieldResolver,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
} from 'graphql'
import type { Actor } from '../auth/actor.ts'
import { authenticate } from '../auth/authenticate.ts'
import { isoTime, second } from '../clock.ts'
import type { GitHub } from '../server/github.ts'
import { Refusal } from '../server/refusal.ts'
import type { Reply } from '../server/reply.ts'
import { costOf, type Cost } from './cost.ts'
import { mutationRoot, queryRoot } from './nodes.ts'
import { githubSchema } from './schema.ts'

const mostNodes = 500_000

interface Sent {
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>> | null
  readonly operationName?: string | null
}

export interface GraphqlAnswer {
  readonly reply: Reply
  readonly actor: Actor
  readonly kind: 'query' | 'mutation'
}

const kindIn = (document: DocumentNode, { operationName }: Sent): GraphqlAnswer['kind'] =>
  getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION ? 'mutation' : 'query'

/** What a request asks for, also where it is not answered; one that cannot be read asks for nothing. */
export function kindOf(text: string): GraphqlAnswer['kind'] {
  try {
    const sent = readBody(text)
    const parsed = read(sent.query ?? '')
    return 'errors' in parsed ? 'query' : kindIn(parsed.document, sent)
  } catch (error) {
    if (error instanceof Refusal) return 'query'
    throw error
  }
}

/** Answers a GraphQL request: checked against GitHub's schema, charged by its formula; refusals come with 200. */
export async function answerGraphql(
  github: GitHub,
  { text, authorization }: { readonly text: string; readonly authorization: string | undefined },
): Promise<GraphqlAnswer> {
  const actor = authenticate(github.world, authorization)
  if (actor.kind === 'anonymous' || actor.kind === 'app' || actor.kind === 'client')
    throw new Refusal(401, 'This endpoint requires you to be authenticated.')
  const sent = readBody(text)
  const parsed = read(sent.query ?? '')
  if ('errors' in parsed) return { reply: failed(parsed.errors), actor, kind: 'query' }
  const { document } = parsed
  const kind = kindIn(document, sent)
  const cost = costOf(document, sent.variables ?? {})
  if (cost.nodes > mostNodes)
    return {
      reply: failed([
        typed(
          `This query requests up to ${cost.nodes} possible nodes which exceeds the maximum limit of ${mostNodes}.`,
          'MAX_NODE_LIMIT_EXCEEDED',
        ),
      ]),
      actor,
      kind,
    }
  try {
    github.limits.charge(actor, 'graphql', cost.points)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { reply: failed([typed('API rate limit exceeded', 'RATE_LIMITED')]), actor, kind }
  }
  // A mutation costs as much as a write. Refused, it is a 403 also here.
  const method = kind === 'mutation' ? 'POST' : 'GET'
  const leave = github.limits.enter(actor, { method, creates: false, isGraphql: true })
  try {
    return { reply: await run(github, actor, { document, sent, cost, kind }), actor, kind }
  } finally {
    leave()
  }
}

function readBody(text: string): Sent {
  try {
    const sent: Sent = JSON.parse(text)
    return sent
  } catch {
    // The request's fault, said in GitHub's words.
    throw new Refusal(400, 'Problems parsing JSON')
  }
}

const typed = (message: string, type: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } })

function read(
  query: string,
): { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] } {
  try {
    const document = parse(query)
    const errors = validate(githubSchema(), document, specifiedRules)
    return errors.length > 0 ? { errors } : { document }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}

interface Run {
  readonly document: DocumentNode
  readonly sent: Sent
  readonly cost: Cost
  readonly kind: 'query' | 'mutation'
}

async function run(github: GitHub, actor: Actor, { document, sent, cost, kind }: Run): Promise<Reply> {
  const asking = { github, actor }
  const root =
    kind === 'mutation'
      ? mutationRoot(asking)
      : { ...queryRoot(asking), rateLimit: () => rateLimit(github, actor, cost) }
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: root,
    variableValues: sent.variables ?? {},
    operationName: sent.operationName ?? null,
    fieldResolver: strictResolver(github.defects),
  })
  if (result.errors === undefined) return { status: 200, body: { data: result.data } }
  for (const { originalError } of result.errors)
    // Refusals are thrown as GraphQL's own errors; any other is a mistake of ours.
    if (originalError && !(originalError instanceof GraphQLError))
      github.defects.push(`graphql: ${originalError.message}`)
  return { status: 200, body: { data: result.data, errors: result.errors.map(shown) } }
}

/** What GitHub's schema has and the simulator does not must not pass for null. */
function strictResolver(defects: string[]): GraphQLFieldResolver<unknown, unknown> {
  return (source, given, context, info) => {
    if (typeof source === 'object' && source !== null && !(info.fieldName in source)) {
      const what = `graphql: ${info.parentType.name}.${info.fieldName} is not simulated`
      if (!defects.includes(what)) defects.push(what)
    }
    const value: unknown = defaultFieldResolver(source, given, context, info)
    return value
  }
}

function rateLimit(
  { limits }: GitHub,
  actor: Actor,
  { points, nodes }: Cost,
): Readonly<Record<string, unknown>> {
  const { limit, remaining, used, reset } = limits.standing(actor, 'graphql')
  return { cost: points, limit, remaining, used, nodeCount: nodes, resetAt: isoTime(reset * second) }
}

const failed = (errors: readonly GraphQLError[]): Reply => ({
  status: 200,
  body: { errors: errors.map(shown) },
})

/** GitHub puts the type of an error beside its message. */
function shown({ message, locations, path, extensions }: GraphQLError): Readonly<Record<string, unknown>> {
  const { type, ...rest } = extensions
  return {
    ...(type === undefined ? {} : { type }),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    ...(Object.keys(rest).length === 0 ? {} : { extensions: rest }),
    message,
  }
}
