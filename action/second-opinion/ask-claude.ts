import type { Message } from '@anthropic-ai/sdk/resources/messages'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Opinion, OpinionUsage } from './opinion.ts'
import type { ClaudeClient } from './open-claude.ts'
import { costOf, priceOf } from './prices.ts'
import { answerFormat, parseAnswer, type Question } from './question.ts'
import { readAnswer } from './read-answer.ts'
import type { ReviewedChange } from './reviewed-change.ts'

/** Tokens of an answer, thinking among them. */
export const longestAnswer = 16_000

export interface Asking {
  readonly client: ClaudeClient
  readonly model: string
  readonly question: Question
  readonly change: ReviewedChange
  readonly findings: readonly AssessedFinding[]
  readonly signal: AbortSignal
}

/** Asks once. Whatever goes wrong is said and changes nothing else. */
export async function askClaude(asking: Asking): Promise<Opinion> {
  const { client, model, question, signal } = asking
  try {
    const message = await client.messages.create(
      {
        model,
        max_tokens: longestAnswer,
        system: question.system,
        messages: [{ role: 'user', content: question.text }],
        output_config: { effort: 'medium', format: { type: 'json_schema', schema: { ...answerFormat() } } },
      },
      { signal },
    )
    return opinionOf(message, asking)
  } catch (error) {
    return { kind: 'failed', why: whatWentWrong(error) }
  }
}

function opinionOf(message: Message, { model, change, findings }: Asking): Opinion {
  const usage = usageOf(message, model)
  if (message.stop_reason === 'refusal') return { kind: 'failed', why: 'Claude declined to answer.', usage }
  if (message.stop_reason === 'max_tokens')
    return { kind: 'failed', why: 'The answer was longer than it may be, so it is cut.', usage }
  const text = message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('')
  const answer = parseAnswer(text)
  if (answer === null)
    return { kind: 'failed', why: 'The answer does not have the form that was asked for.', usage }
  const { files, notSent } = change
  return {
    kind: 'given',
    ...readAnswer(answer, files, findings.length),
    sent: files.map(({ path }) => path),
    notSent,
    usage,
  }
}

function usageOf({ usage }: Message, model: string): OpinionUsage {
  const { input_tokens: input, output_tokens: output } = usage
  const read = input + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0)
  const price = priceOf(model)
  return {
    model,
    inputTokens: read,
    outputTokens: output,
    cost: price && costOf(price, { input: read, output }),
  }
}

/** Without what the error carries along: a header or a body could hold a credential or the change. */
function whatWentWrong(error: unknown): string {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  const name = error instanceof Error ? error.name : 'Error'
  if (typeof status !== 'number') return `Claude could not be reached (${name}).`
  const known = statuses[status]
  return `Claude's API answered with ${status}${known === undefined ? '' : `: ${known}`}.`
}

/** Source: https://platform.claude.com/docs/en/api/errors */
const statuses: Readonly<Record<number, string>> = {
  400: 'the request is not valid, or the model does not take it',
  401: 'the key is not accepted',
  403: 'the key may not do this',
  404: 'there is no such model, or not for this key',
  413: 'the request is too large',
  429: 'the limit of requests or of spending is reached',
  529: 'it is overloaded',
}
