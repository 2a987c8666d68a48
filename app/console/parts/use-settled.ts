import { useEffect, useState } from 'react'

/** A value once it has not changed for a while: not every letter is a question. */
export function useSettled<Value>(value: Value, waitMs: number): Value {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, waitMs])
  return settled
}
