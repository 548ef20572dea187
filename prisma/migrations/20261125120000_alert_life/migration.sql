-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "after" DOUBLE PRECISION,
ADD COLUMN     "back_at" TIMESTAMPTZ(6),
ADD COLUMN     "back_run_id" UUID,
ADD COLUMN     "before" DOUBLE PRECISION,
ADD COLUMN     "due_at" TIMESTAMPTZ(6),
ADD COLUMN     "good_run_id" UUID,
ADD COLUMN     "high" DOUBLE PRECISION,
ADD COLUMN     "indexes" INTEGER[],
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'metric',
ADD COLUMN     "low" DOUBLE PRECISION,
ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "series_ids" UUID[],
ADD COLUMN     "started_at" TIMESTAMPTZ(6),
ADD COLUMN     "statistic" TEXT;

-- What was raised before began with the run that raised it, in one series.
UPDATE "alerts" a SET "series_ids" = ARRAY[a."series_id"],
    "started_at" = (SELECT r.started_at FROM "runs" r WHERE r.project_id = a.project_id AND r.id = a.run_id);

UPDATE "alerts" a SET "indexes" = ARRAY[(
    SELECT count(*)::int FROM "measurements" m
    WHERE m.project_id = a.project_id AND m.series_id = a.series_id AND m.admissible AND m.value IS NOT NULL
        AND (m.started_at, m.run_id) < (a.started_at, a.run_id)
)];

UPDATE "alerts" a SET "statistic" = (
    SELECT t.statistic FROM "series" s JOIN "targets" t ON t.metric_id = s.metric_id
    WHERE s.project_id = a.project_id AND s.id = a.series_id ORDER BY t.version DESC LIMIT 1
);

ALTER TABLE "alerts" ALTER COLUMN "started_at" SET NOT NULL,
ALTER COLUMN "statistic" SET NOT NULL;

-- AlterTable
ALTER TABLE "series" ADD COLUMN     "baseline_at" TIMESTAMPTZ(6),
ADD COLUMN     "baseline_run_id" UUID;

-- CreateTable
CREATE TABLE "series_states" (
    "project_id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "run_id" UUID NOT NULL,
    "statistic" TEXT NOT NULL,
    "detector" JSONB NOT NULL,

    CONSTRAINT "series_states_pkey" PRIMARY KEY ("project_id","series_id")
);

-- CreateTable
CREATE TABLE "change_points" (
    "project_id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "settled" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "before_run_id" UUID NOT NULL,
    "before" DOUBLE PRECISION NOT NULL,
    "after" DOUBLE PRECISION NOT NULL,
    "effect" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "confidence" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "change_points_pkey" PRIMARY KEY ("project_id","series_id","index")
);

-- CreateTable
CREATE TABLE "alert_events" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "note" TEXT,
    "detail" JSONB NOT NULL,

    CONSTRAINT "alert_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_events_alert_id_at_idx" ON "alert_events"("alert_id", "at");

-- CreateIndex
CREATE INDEX "alerts_series_ids_idx" ON "alerts" USING GIN ("series_ids");

-- CreateIndex
CREATE INDEX "runs_project_id_branch_started_at_idx" ON "runs"("project_id", "branch", "started_at");

-- AddForeignKey
ALTER TABLE "series_states" ADD CONSTRAINT "series_states_project_id_series_id_fkey" FOREIGN KEY ("project_id", "series_id") REFERENCES "series"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_points" ADD CONSTRAINT "change_points_project_id_series_id_fkey" FOREIGN KEY ("project_id", "series_id") REFERENCES "series"("project_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
