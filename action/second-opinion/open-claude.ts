import type { Message, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages'
import type { Inputs } from '../inputs.ts'

/** What the official clients have in common. */
export interface ClaudeClient {
  readonly messages: {
    readonly create: (
      body: MessageCreateParamsNonStreaming,
      options: { readonly signal: AbortSignal },
    ) => Promise<Message>
  }
}

/** Longer than any answer of the allowed length takes. */
const timeoutMs = 180_000
/** At 408, 409, 429, 500 and above, with pauses as the API asks for. */
const maxRetries = 2

/**
 * A client of the vendor's own making; loaded only where it is wanted, because each takes longer to load than a small change takes to be
 * looked at. Credentials of Bedrock and Vertex come from the environment, as their own documentation says.
 */
export async function openClaude(
  inputs: Pick<Inputs, 'anthropic-api-key' | 'claude-through'>,
): Promise<ClaudeClient> {
  const options = { timeout: timeoutMs, maxRetries }
  if (inputs['claude-through'] === 'bedrock') {
    const { AnthropicBedrock } = await import('@anthropic-ai/bedrock-sdk')
    return new AnthropicBedrock(options)
  }
  if (inputs['claude-through'] === 'vertex') {
    const { AnthropicVertex } = await import('@anthropic-ai/vertex-sdk')
    return new AnthropicVertex(options)
  }
  const { default: Anthropic } = await import('@anthropic-ai/sdk')
  return new Anthropic({ ...options, apiKey: inputs['anthropic-api-key'], authToken: null })
}
