import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'

/** What the API answers of any list. */
export interface Paged<Row> {
  readonly items: readonly Row[]
  readonly next: string | null
}

/** A list that is fetched page by page, as far as somebody has looked. */
export interface Pages<Row> {
  readonly rows: readonly Row[]
  readonly state: 'loading' | 'failed' | 'there'
  readonly error: unknown
  /** There are more, and whether they are on their way. */
  readonly hasMore: boolean
  readonly isFetchingMore: boolean
  /** Fetching more has failed; nobody asks again by themselves. */
  readonly hasFailedMore: boolean
  /** What is shown is the answer to the question before. */
  readonly isOld: boolean
  readonly fetchMore: () => void
  readonly retry: () => void
}

/** @param key names the question, with all of its filters @param fetchPage asks for what comes after a cursor */
export function usePages<Row>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Paged<Row>>,
): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: noCursor(),
    getNextPageParam: ({ next }: Paged<Row>) => next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const { data, error, isPlaceholderData } = query
  return {
    rows: data?.pages.flatMap(({ items }) => items) ?? [],
    state: data ? 'there' : error ? 'failed' : 'loading',
    error,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    hasFailedMore: query.isFetchNextPageError,
    isOld: isPlaceholderData,
    // Asking while it is asked already would begin anew.
    fetchMore: () => void (query.isFetchingNextPage || query.fetchNextPage()),
    retry: () => void (data ? query.fetchNextPage() : query.refetch()),
  }
}

const noCursor = (): string | undefined => undefined
