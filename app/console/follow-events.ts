/**
 * Follows a stream of events for as long as somebody looks at the page: a browser has six connections to a server at most, and each
 * tab that follows something has one. The server ends a stream after a while, and the browser comes back by itself.
 * @param from its address
 * @param hear told what was told, where it is something else than before. @returns whether that was the end
 * @param fail called where it cannot be followed: who listens has to ask by themselves
 * @returns ends it
 */
export function followEvents(from: string, hear: (data: string) => boolean, fail: () => void): () => void {
  let stream: EventSource | undefined
  let isOver = false
  let before: string | undefined
  const close = (): void => {
    stream?.close()
    stream = undefined
  }
  const open = (): void => {
    if (isOver || stream || document.visibilityState === 'hidden') return
    stream = new EventSource(from)
    stream.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string' || data === before) return
      before = data
      isOver = hear(data)
      if (isOver) close()
    })
    stream.addEventListener('error', () => {
      // Where it was only cut off, the browser comes back.
      if (stream?.readyState !== EventSource.CLOSED) return
      isOver = true
      close()
      fail()
    })
  }
  const look = (): void => (document.visibilityState === 'hidden' ? close() : open())
  document.addEventListener('visibilitychange', look)
  open()
  return () => {
    isOver = true
    document.removeEventListener('visibilitychange', look)
    close()
  }
}
