const table = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest
})

/** CRC-32 as in zlib, of a text of single-byte characters. (`node:zlib` has it only from Node 20.15 on.) */
export function crc32(text: string): number {
  let sum = 0xffffffff
  for (let index = 0; index < text.length; index += 1)
    sum = (sum >>> 8) ^ table[(sum ^ text.charCodeAt(index)) & 255]!
  return (sum ^ 0xffffffff) >>> 0
}

/** The same as eight hexadecimal digits. */
export const crc32Hex = (text: string): string => crc32(text).toString(16).padStart(8, '0')
