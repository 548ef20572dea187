'use client'
import { Button } from '@/components/ui/button'

export function PrintButton() {
  return (
    <Button type="button" look="quiet" onClick={() => window.print()}>
      Print
    </Button>
  )
}
