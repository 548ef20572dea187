-- DropIndex
DROP INDEX "measurements_project_id_series_id_started_at_run_id_idx";

-- CreateIndex
CREATE INDEX "measurements_trend_idx" ON "measurements"("project_id", "series_id", "started_at", "run_id", "value", "low", "high", "state_rank", "goal", "admissible");

-- CreateIndex
CREATE INDEX "alerts_project_id_series_id_idx" ON "alerts"("project_id", "series_id");
