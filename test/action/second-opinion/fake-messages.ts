import { createServer, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

/**
 * What a request may hold: what is not listed is refused, tools above all. Source: https://platform.claude.com/docs/en/api/messages, and
 * for the schema https://platform.claude.com/docs/en/build-with-claude/structured-outputs (no bounds, every object closed).
 */
const jsonSchema: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({
      type: z.literal('object'),
      properties: z.record(z.string(), jsonSchema),
      required: z.array(z.string()),
      additionalProperties: z.literal(false),
    }),
    z.strictObject({ type: z.literal('array'), items: jsonSchema }),
    z.strictObject({
      type: z.enum(['string', 'integer', 'number', 'boolean']),
      enum: z.array(z.string()).optional(),
    }),
  ]),
)
const requestSchema = z.strictObject({
  model: z.string().optional(),
  anthropic_version: z.string().optional(),
  max_tokens: z.int().positive(),
  stream: z.literal(false).optional(),
  system: z.string(),
  messages: z.tuple([z.strictObject({ role: z.literal('user'), content: z.string() })]),
  output_config: z.strictObject({
    effort: z.enum(['low', 'medium', 'high']),
    format: z.strictObject({ type: z.literal('json_schema'), schema: jsonSchema }),
  }),
})

export interface AskedClaude {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly system: string
  readonly text: string
}

export interface FakeAnswer {
  readonly status?: number
  /** What the model writes; anything but a text is sent as JSON. */
  readonly says?: unknown
  readonly stop?: string
}

export interface FakeMessages {
  readonly url: string
  readonly asked: AskedClaude[]
}

/** Claude's Messages API as far as one question needs it. @param answers one for each request; the last one again and again */
export async function fakeMessages(answers: readonly FakeAnswer[]): Promise<FakeMessages> {
  const asked: AskedClaude[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8')
    })
    request.on('end', () => {
      const send = (status: number, value: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' })
        response.end(JSON.stringify(value))
      }
      const parsed = requestSchema.safeParse(JSON.parse(body))
      if (!parsed.success) return send(400, failure('invalid_request_error', z.prettifyError(parsed.error)))
      const { system, messages, model = 'none' } = parsed.data
      asked.push({ path: request.url ?? '', headers: request.headers, system, text: messages[0].content })
      const { status = 200, says, stop = 'end_turn' } = answers[asked.length - 1] ?? answers.at(-1)!
      if (status !== 200) return send(status, failure('api_error', 'not today'))
      return send(200, {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model,
        content: [{ type: 'text', text: typeof says === 'string' ? says : JSON.stringify(says) }],
        stop_reason: stop,
        stop_sequence: null,
        usage: { input_tokens: 1_000, output_tokens: 200 },
      })
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return { url: `http://127.0.0.1:${address.port}`, asked }
}

const failure = (type: string, message: string) => ({ type: 'error', error: { type, message } })
