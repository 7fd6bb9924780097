//! The annual scrutiny report's own words: front block, narrative and implications.

use crate::model::field::record;
use crate::model::id::Id;
use crate::model::rows::{Section, Statement};
use crate::model::text::{Line, Text};

record! {
    /// `report.ron`: what the annual scrutiny report says that is no other record's.
    Report {
        meeting: Option<Id>, "Meeting", "the meeting that it goes to" => Meeting;
        purpose: Option<Line>, "Purpose", "what the committee is asked to do: For Review and Consultation";
        portfolio_holder: Option<Line>, "Portfolio holder", "the councillor and the portfolio";
        local_councillors: Option<Line>, "Local councillors", "None. where there are none";
        executive_director: Option<Line>, "Executive director", "name and post";
        author: Option<Line>, "Report author", "who wrote it";
        job_title: Option<Line>, "Job title", "the author's post";
        telephone: Option<Line>, "Telephone", "shown only to who asks for contacts";
        email: Option<Line>, "E-mail", "shown only to who asks for contacts";
        status: Option<Line>, "Report status", "Public, or not";
        brief_summary: Option<Text>, "Brief summary", "what the report is about";
        recommendation: Option<Text>, "Recommendation", "what members are asked to do";
        reason: Option<Text>, "Reason", "the reason for the recommendation";
        sections: Vec<Section>, "Sections", "number | heading";
        statements: Vec<Statement>, "Statements", "paragraph | what it says | what is listed below: a filter such as action stage:Developing, or ID.FIELD";
        current_risk: Option<Line>, "Current risk", "Low, Medium or High, as assessed";
        residual_risk: Option<Line>, "Residual risk", "Low, Medium or High, as assessed";
        background_papers: Vec<Line>, "Background papers", "one a line";
    }
}
