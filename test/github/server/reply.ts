/** What an operation answers. `body` is JSON; `bytes` is anything else. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  /** The body as it is sent, where somebody has written it already. */
  readonly text?: string
  readonly bytes?: { readonly type: string; readonly content: Buffer }
  readonly headers?: Readonly<Record<string, string>>
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const created = (body: unknown): Reply => ({ status: 201, body })
export const accepted = (body: unknown): Reply => ({ status: 202, body })
export const noContent: Reply = { status: 204 }
