'use client'
import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/http/action'

export function CommentForm({ id, act }: { id: string; act: FormAction }) {
  const [words, setWords] = useState('')
  const [result, submit, busy] = useActionState(async (before: unknown, form: FormData) => {
    const answer = await act(before, form)
    if (answer.ok) setWords('')
    return answer
  }, null)
  return (
    <form action={submit} className="mt-4 flex flex-col items-start gap-2 border-t border-line pt-3">
      <input type="hidden" name="action" value="comment" />
      <input type="hidden" name="ids" value={id} />
      <div className="w-full">
        <Field label="Comment" error={result?.ok === false ? result.errors[0]?.message : undefined}>
          {(c) => (
            <TextArea
              {...c}
              name="note"
              required
              maxLength={1000}
              rows={2}
              className="min-h-15"
              value={words}
              onChange={(e) => setWords(e.target.value)}
            />
          )}
        </Field>
      </div>
      {result?.ok === false && result.errors.length === 0 && (
        <Notice meaning="missed" live>
          {result.message}
        </Notice>
      )}
      <Button look="quiet" small disabled={busy}>
        Add comment
      </Button>
    </form>
  )
}
