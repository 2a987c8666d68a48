import type { ContentSink } from '../sources/content-sink.ts'

/**
 * Hands on only the messages of commits and tags, each distinct one once: what is generated is often the same a thousand
 * times. Ids come with parents first, so that the first commit with a message is the one that stays.
 */
export function messageSink(sink: ContentSink): ContentSink {
  const seen = new Set<string>()
  let cut = 0
  return {
    whole(index, object) {
      const message = object.subarray(messageStart(object))
      const text = Buffer.from(message.buffer, message.byteOffset, message.length).toString('latin1')
      if (seen.has(text)) return
      seen.add(text)
      sink.whole(index, message)
    },
    window(index, bytes, offset, last) {
      if (offset === 0) cut = messageStart(bytes)
      sink.window(index, offset === 0 ? bytes.subarray(cut) : bytes, Math.max(0, offset - cut), last)
    },
    problem: (index, problem) => {
      sink.problem(index, problem)
    },
  }
}

/** Behind the first empty line, which ends the header. Source: git-commit-tree(1), git-mktag(1). */
function messageStart(object: Uint8Array): number {
  const at = Buffer.from(object.buffer, object.byteOffset, object.length).indexOf('\n\n')
  return at < 0 ? object.length : at + 2
}
