import type { Part } from './part.ts'

/** Unpacked bytes looked at per archive, all members together: a bomb stops here. */
export const unpackedLimit = 64 << 20
export const membersLimit = 10_000

/** The members of an archive, and why some of it could not be looked at. */
export interface Unpacked {
  readonly parts: readonly Part[]
  readonly problems: readonly string[]
  /** It begins like an archive and is none, or a damaged one. */
  readonly isBroken?: true
}

/** How much may still be unpacked. */
export interface Room {
  bytes: number
  members: number
}

export const tooMuch = `unpacked it is larger than ${unpackedLimit >> 20} MiB`

/** Counts what is about to be unpacked, and says no from the limit on. */
export function budget(room: Room): {
  accept: (size: number) => boolean
  problems: () => readonly string[]
} {
  let [bytes, members, refused] = [0, 0, 0]
  return {
    accept: (size) => {
      const fits = bytes + size <= room.bytes && members < room.members
      if (fits) [bytes, members] = [bytes + size, members + 1]
      else refused += 1
      return fits
    },
    problems: () =>
      refused === 0
        ? []
        : [`${refused} members were left out: ${tooMuch} or has more than ${membersLimit} members`],
  }
}
