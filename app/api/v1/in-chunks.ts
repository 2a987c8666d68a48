/** As much as one write to a socket takes well, in UTF-16 code units. */
const usualLength = 64 * 1024

/**
 * Short texts put together, so that a stream does not hand on each by itself: with a million of them most of the time and of the memory
 * would go into promises.
 */
export async function* inChunks(texts: AsyncIterable<string>, length = usualLength): AsyncGenerator<string> {
  let held: string[] = []
  let size = 0
  for await (const text of texts) {
    held.push(text)
    size += text.length
    if (size < length) continue
    yield held.join('')
    held = []
    size = 0
  }
  if (size > 0) yield held.join('')
}
