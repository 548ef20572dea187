import { redirect } from 'next/navigation'
import { SetUp } from '@/components/projects/set-up'
import { baseUrl } from '@/lib/env'
import { isEmptyServer } from '@/lib/projects/queries'
import { setUpServer } from './actions'

export const metadata = { title: 'Set up' }

export default async function SetUpPage() {
  if (!(await isEmptyServer())) redirect('/')
  return <SetUp action={setUpServer} serverUrl={baseUrl()} />
}
