"""What the indicators are drawn from: inspection and review reports, guidance and regulations, by a reader's names."""

WARRINGTON_2011 = "Ofsted inspection of safeguarding and looked after children, Warrington, January 2011"
WARRINGTON_2021 = "Ofsted focused visit, Warrington, December 2021"
WARRINGTON_2022 = "Peer challenge, Warrington, June 2022"
WARWICKSHIRE_2021 = "Ofsted inspection, Warwickshire, November 2021"
WORCESTERSHIRE = "Safeguarding peer review, Worcestershire"

WORKING_TOGETHER = "Working Together to Safeguard Children"
CARE_PLANNING = "Care Planning, Placement and Case Review Regulations 2010"
MISSING_GUIDANCE = "statutory guidance on children who run away or go missing from home or care"

YEAR_TO_MARCH = "Ours covers the 12 months to the month end; the published figure covers the year to 31 March."
AT_31_MARCH = "Ours is of the month end; the published figure is of 31 March."
