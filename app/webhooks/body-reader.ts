/** GitHub's own limit of a payload. Source: docs.github.com, "Webhook events and payloads". */
export const mostBytes = 25 * 1024 * 1024

/** Bodies under way may hold so much in memory together, beyond what each may hold in any case. */
const mostTogether = 256 * 1024 * 1024
/** Nearly all webhooks are smaller: these are taken however many large ones are under way. */
const alwaysTaken = 256 * 1024

/** A body that is not taken. Fastify answers with the status. */
class RefusedBody extends Error {
  readonly statusCode: 413 | 503

  constructor(statusCode: 413 | 503, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/**
 * Reads a body whole.
 * @param announced its `Content-Length`
 * @throws an error with `statusCode` 413 where it is larger than GitHub sends, 503 where too much is under way
 */
export type BodyReader = (body: AsyncIterable<Uint8Array>, announced: string | undefined) => Promise<Buffer>

/**
 * Makes a reader for one process. Whether a body is signed is only known at its end, so anybody can have us hold 25 MB; how many
 * times at once is limited here, by what has arrived: who announces much and sends nothing keeps nobody out.
 */
export function createBodyReader(most = mostTogether): BodyReader {
  let together = 0
  return async (body, announced) => {
    if (Number(announced) > mostBytes) throw new RefusedBody(413, 'larger than GitHub sends')
    const pieces: Uint8Array[] = []
    let size = 0
    let counted = 0
    try {
      for await (const piece of body) {
        pieces.push(piece)
        size += piece.length
        if (size > mostBytes) throw new RefusedBody(413, 'larger than GitHub sends')
        const more = Math.max(0, size - alwaysTaken) - counted
        if (together + more > most) throw new RefusedBody(503, 'too much is under way')
        together += more
        counted += more
      }
      return Buffer.concat(pieces, size)
    } finally {
      together -= counted
    }
  }
}
