#include "report.h"

static const unsigned char styles[] = {
#embed "page/report.css"
};

static const unsigned char script[] = {
#embed "page/report.js"
};

rw_report_text rw_report_styles(void) { return (rw_report_text){styles, sizeof styles}; }

rw_report_text rw_report_script(void) { return (rw_report_text){script, sizeof script}; }
