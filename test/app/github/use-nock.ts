import nock from 'nock'
import { afterEach, beforeEach } from 'vitest'

/** Nothing but what a test has nock answer is reached. It stands in for the whole process from its import on, so each test ends it. */
export function useNock(): void {
  beforeEach(() => {
    if (!nock.isActive()) nock.activate()
    nock.disableNetConnect()
  })
  afterEach(() => {
    nock.cleanAll()
    nock.enableNetConnect()
    nock.restore()
  })
}
