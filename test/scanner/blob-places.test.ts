import { expect, test } from 'vitest'
import { placesOfBlobs } from '../../scanner/blob-places.ts'
import type { HistoryBlob } from '../../scanner/sources/git/read-history.ts'

const blobAt = (...paths: readonly string[]): HistoryBlob => ({
  id: 'b',
  commit: 'c0',
  paths: paths.map((path, first) => ({ path, isLink: false, isOld: false, first, commit: `c${first}` })),
})

test('the paths of a blob are listed once, however many of its findings are placed', () => {
  const blobs = [blobAt(...Array.from({ length: 1000 }, (_, at) => `f${at}.yml`)), blobAt('other.yml')]
  let listed = 0
  const places = placesOfBlobs((index) => {
    listed += 1
    return blobs[index]!
  })
  for (let at = 0; at < 1000; at += 1)
    expect(places(0).at(`f${at}.yml`)).toMatchObject({ rank: at, first: at, commit: `c${at}` })
  expect(places(1).at('other.yml')).toMatchObject({ rank: 0 })
  expect(listed).toBe(2)
})

test('of paths that read alike the first counts, and one that it never had is none of its places', () => {
  const places = placesOfBlobs(() => blobAt('a', 'a', 'b'))
  expect([places(0).at('a')?.rank, places(0).at('b')?.rank, places(0).at('c')]).toEqual([0, 2, undefined])
})
